package dev.ovation.runtime.onchain;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.ovation.chain.crypto.InvalidSignature;
import dev.ovation.chain.crypto.Secp256k1;
import dev.ovation.chain.crypto.Signature;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import java.util.Arrays;

/**
 * Whether a signature is a key's own, judged as the contracts do. What was found good lately is remembered: a clap's
 * signature is looked at when it arrives and again when its batch is written. Safe to share between threads.
 */
final class Recovery {

    private static final int MOST_REMEMBERED = 20_000;

    private record Good(Address signer, byte[] signature) {}

    private final Secp256k1 curve;
    private final Cache<Bytes32, Good> lately =
            // Upkeep of a few entries takes less than handing it to another thread.
            Caffeine.newBuilder()
                    .maximumSize(MOST_REMEMBERED)
                    .executor(Runnable::run)
                    .build();

    Recovery(Secp256k1 curve) {
        this.curve = curve;
    }

    /** False for anything but 65 bytes with a low s that recover to the signer; never throws. */
    boolean gives(Address signer, Bytes32 digest, byte[] signature) {
        // The contracts know v as 27 and 28 only; 0 and 1 would pass here and be refused there.
        if (signature.length != Signature.LENGTH || (signature[64] != 27 && signature[64] != 28)) {
            return false;
        }
        Good known = lately.getIfPresent(digest);
        if (known != null && known.signer().equals(signer) && Arrays.equals(known.signature(), signature)) {
            return true;
        }
        boolean gives = recovers(signer, digest, signature);
        if (gives) {
            lately.put(digest, new Good(signer, signature));
        }
        return gives;
    }

    private boolean recovers(Address signer, Bytes32 digest, byte[] signature) {
        try {
            return curve.recover(digest, Signature.of(signature)).equals(signer);
        } catch (InvalidSignature e) {
            return false;
        }
    }
}
