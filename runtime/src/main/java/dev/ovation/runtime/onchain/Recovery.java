package dev.ovation.runtime.onchain;

import dev.ovation.chain.crypto.InvalidSignature;
import dev.ovation.chain.crypto.Secp256k1;
import dev.ovation.chain.crypto.Signature;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;

/** Whether a signature is a key's own, judged as the contracts do. Safe to share between threads. */
final class Recovery {

    private final Secp256k1 curve;

    Recovery(Secp256k1 curve) {
        this.curve = curve;
    }

    /** False for anything but 65 bytes with a low s that recover to the signer; never throws. */
    boolean gives(Address signer, Bytes32 digest, byte[] signature) {
        // The contracts know v as 27 and 28 only; 0 and 1 would pass here and be refused there.
        if (signature.length != Signature.LENGTH || (signature[64] != 27 && signature[64] != 28)) {
            return false;
        }
        try {
            return curve.recover(digest, Signature.of(signature)).equals(signer);
        } catch (InvalidSignature e) {
            return false;
        }
    }
}
