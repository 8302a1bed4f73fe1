package dev.ovation.chain.crypto;

import dev.ovation.core.value.Bytes32;
import org.bouncycastle.crypto.digests.KeccakDigest;

/** Keccak-256 with the original padding, as the EVM has it (not NIST's SHA3-256). */
public final class Keccak256 {

    private Keccak256() {}

    /** The hash of the parts, one after the other. */
    public static Bytes32 hash(byte[]... parts) {
        return Bytes32.of(bytes(parts));
    }

    /** As {@link #hash}, as a fresh array of 32 bytes. */
    public static byte[] bytes(byte[]... parts) {
        KeccakDigest digest = new KeccakDigest(256);
        for (byte[] part : parts) {
            digest.update(part, 0, part.length);
        }
        byte[] hash = new byte[Bytes32.LENGTH];
        digest.doFinal(hash, 0);
        return hash;
    }

    /** As {@link #bytes}, of the first {@code length} bytes of a buffer. */
    public static byte[] ofPrefix(byte[] buffer, int length) {
        KeccakDigest digest = new KeccakDigest(256);
        digest.update(buffer, 0, length);
        byte[] hash = new byte[Bytes32.LENGTH];
        digest.doFinal(hash, 0);
        return hash;
    }
}
