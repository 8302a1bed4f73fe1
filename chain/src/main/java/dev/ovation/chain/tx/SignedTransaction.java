package dev.ovation.chain.tx;

import dev.ovation.chain.Bytes;
import dev.ovation.chain.crypto.Keccak256;
import dev.ovation.chain.crypto.Signature;
import dev.ovation.core.value.Bytes32;

/**
 * A transaction that is ready for broadcast. Sending the same bytes twice can't execute them twice.
 *
 * @param hash Keccak-256 of the raw bytes
 */
public record SignedTransaction(Bytes raw, Bytes32 hash) {

    public static SignedTransaction of(Transaction transaction, Signature signature) {
        byte[] raw = transaction.encode(signature);
        return new SignedTransaction(Bytes.wrap(raw), Keccak256.hash(raw));
    }
}
