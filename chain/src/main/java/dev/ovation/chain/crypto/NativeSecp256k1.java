package dev.ovation.chain.crypto;

import dev.ovation.core.value.Bytes32;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** libsecp256k1, the library of Bitcoin Core, through JNI. */
final class NativeSecp256k1 implements Secp256k1 {

    private static final Logger LOG = LoggerFactory.getLogger(NativeSecp256k1.class);
    private final fr.acinq.secp256k1.Secp256k1 library;

    private NativeSecp256k1(fr.acinq.secp256k1.Secp256k1 library) {
        this.library = library;
    }

    /** Empty where the library can't be loaded: another operating system, or a temporary folder without exec. */
    static Optional<Secp256k1> load() {
        try {
            return Optional.of(new NativeSecp256k1(fr.acinq.secp256k1.Secp256k1.get()));
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("event=secp256k1_fallback reason=\"{}\"", e.toString());
            return Optional.empty();
        }
    }

    @Override
    public Signature sign(Bytes32 hash, PrivateKey key) {
        byte[] message = hash.bytes();
        byte[] secret = key.secret();
        try {
            byte[] rs = library.sign(message, secret, null);
            byte[] expected = library.pubkeyCreate(secret);
            // The binding does not hand out the recovery id; one of the two gives our own key.
            int parity = Arrays.equals(library.ecdsaRecover(rs, message, 0), expected) ? 0 : 1;
            return Signature.of(rs, parity);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    @Override
    public byte[] recoverPublicKey(Bytes32 hash, Signature signature) {
        try {
            byte[] key = library.ecdsaRecover(signature.rs(), hash.bytes(), signature.yParity());
            return Arrays.copyOfRange(key, 1, 65);
        } catch (RuntimeException e) {
            throw new InvalidSignature(InvalidSignature.Reason.UNRECOVERABLE);
        }
    }

    @Override
    public byte[] publicKey(PrivateKey key) {
        byte[] secret = key.secret();
        try {
            return Arrays.copyOfRange(library.pubkeyCreate(secret), 1, 65);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }
}
