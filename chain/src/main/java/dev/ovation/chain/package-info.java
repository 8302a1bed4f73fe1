/** EVM access: JSON-RPC, ABI, EIP-712, signers, one owner per signing account, receipts, logs. */
@NullMarked
package dev.ovation.chain;

import org.jspecify.annotations.NullMarked;
