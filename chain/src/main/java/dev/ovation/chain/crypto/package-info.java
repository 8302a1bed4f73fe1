/**
 * Keccak-256 and secp256k1 as Ethereum uses them: sign, recover, addresses and the hashes that wallets sign.
 *
 * <p>Signatures with a high {@code s} are refused wherever they come in and never produced (EIP-2). Keys show
 * themselves in no {@code toString}. Everything here is safe to share between threads.
 */
@NullMarked
package dev.ovation.chain.crypto;

import org.jspecify.annotations.NullMarked;
