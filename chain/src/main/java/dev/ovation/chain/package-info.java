/**
 * EVM access with no domain in it: JSON-RPC over several endpoints, ABI and EIP-712 coding, signers, one owner per
 * signing account, confirmed receipts and logs that survive re-orgs.
 *
 * <p>Calls block and are meant for virtual threads; time and every port are handed in. Of {@code core} only its values
 * are used.
 */
@NullMarked
package dev.ovation.chain;

import org.jspecify.annotations.NullMarked;
