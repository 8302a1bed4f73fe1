/**
 * EIP-712: one description of a record gives its hash and the payload that a wallet is asked to sign.
 *
 * <p>A {@link dev.ovation.chain.eip712.StructType} is built once and names each field with the method that reads it;
 * hashing a record then fills one buffer and hashes it. Everything is immutable and safe to share between threads.
 */
@NullMarked
package dev.ovation.chain.eip712;

import org.jspecify.annotations.NullMarked;
