package dev.ovation.runtime.onchain;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.ovation.chain.crypto.InvalidSignature;
import dev.ovation.chain.crypto.Secp256k1;
import dev.ovation.chain.crypto.Signature;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Whether a signature is a key's own, judged as the contracts do. What was found good lately is remembered: a clap's
 * signature is looked at when it arrives and again when its batch is written. Safe to share between threads.
 */
final class Recovery {

    private static final int MOST_REMEMBERED = 10_000;

    private record Good(Address signer, byte[] signature) {}

    private final Secp256k1 curve;
    /** By digest, or by what has just one digest. */
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
        return gives(signer, digest, () -> digest, signature);
    }

    /**
     * As above, without the digest where the answer is remembered.
     *
     * @param known a hash of which this is the only digest
     */
    boolean gives(Address signer, Bytes32 known, Supplier<Bytes32> digest, byte[] signature) {
        // The contracts know v as 27 and 28 only; 0 and 1 would pass here and be refused there.
        if (signature.length != Signature.LENGTH || (signature[64] != 27 && signature[64] != 28)) {
            return false;
        }
        Good good = lately.getIfPresent(known);
        if (good != null && good.signer().equals(signer) && Arrays.equals(good.signature(), signature)) {
            return true;
        }
        boolean gives = recovers(signer, digest.get(), signature);
        if (gives) {
            lately.put(known, new Good(signer, signature));
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
