package dev.ovation.chain.crypto;

import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import java.util.Arrays;

/**
 * Signing and recovery on secp256k1. Two implementations give the same answers: libsecp256k1 through JNI, and
 * BouncyCastle where that library has no build for the machine.
 */
public interface Secp256k1 {

    /** The fastest implementation that runs on this machine. */
    static Secp256k1 best() {
        return Choice.BEST;
    }

    /** Signs a 32-byte hash, deterministically (RFC 6979), with s in the lower half. */
    Signature sign(Bytes32 hash, PrivateKey key);

    /**
     * The uncompressed public key, x and y in 64 bytes, that made the signature.
     *
     * @throws InvalidSignature {@code UNRECOVERABLE} if there is none
     */
    byte[] recoverPublicKey(Bytes32 hash, Signature signature);

    /** The uncompressed public key, x and y in 64 bytes. */
    byte[] publicKey(PrivateKey key);

    /**
     * The address that signed.
     *
     * @throws InvalidSignature {@code UNRECOVERABLE} if there is none
     */
    default Address recover(Bytes32 hash, Signature signature) {
        return address(recoverPublicKey(hash, signature));
    }

    default Address address(PrivateKey key) {
        return address(publicKey(key));
    }

    /** The last 20 bytes of the hash of a public key of 64 bytes. */
    static Address address(byte[] publicKey) {
        if (publicKey.length != 64) {
            throw new IllegalArgumentException("an uncompressed public key has 64 bytes, not " + publicKey.length);
        }
        return Address.of(Arrays.copyOfRange(Keccak256.bytes(publicKey), 12, 32));
    }

    /** The choice is made once, on first use. */
    final class Choice {
        private static final Secp256k1 BEST = NativeSecp256k1.load().orElseGet(BouncyCastleSecp256k1::new);

        private Choice() {}
    }
}
