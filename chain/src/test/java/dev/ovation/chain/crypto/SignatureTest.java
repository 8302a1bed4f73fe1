package dev.ovation.chain.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovation.core.value.Bytes32;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SignatureTest {

    private final PrivateKey key = PrivateKey.of("4".repeat(64));
    private final Bytes32 hash = PersonalMessage.hash("clap");
    private final Signature signature = Secp256k1.best().sign(hash, key);

    @Test
    void bothWaysOfWritingTheRecoveryIdAreRead() {
        byte[] zeroBased = signature.bytes();
        zeroBased[64] -= 27;
        assertThat(Signature.of(zeroBased)).isEqualTo(signature);
        assertThat(Signature.of(signature.bytes())).isEqualTo(signature);
    }

    @Test
    void theMalleableTwinIsRefused() {
        byte[] twin = signature.bytes();
        byte[] high = Signature.unsigned(Signature.ORDER.subtract(signature.s()));
        System.arraycopy(high, 0, twin, 32, 32);
        twin[64] = (byte) (27 + (1 - signature.yParity()));
        refused(() -> Signature.of(twin), InvalidSignature.Reason.HIGH_S);
    }

    @Test
    void theCompactFormIsReadOnlyWhereItIsAskedFor() {
        byte[] compact = Arrays.copyOf(signature.bytes(), 64);
        compact[32] |= (byte) (signature.yParity() << 7);
        refused(() -> Signature.of(compact), InvalidSignature.Reason.COMPACT);
        assertThat(Signature.ofCompact(compact)).isEqualTo(signature);
        refused(() -> Signature.ofCompact(signature.bytes()), InvalidSignature.Reason.LENGTH);
    }

    @Test
    void whatIsOutOfRangeIsRefused() {
        byte[] zeroR = signature.bytes();
        Arrays.fill(zeroR, 0, 32, (byte) 0);
        refused(() -> Signature.of(zeroR), InvalidSignature.Reason.OUT_OF_RANGE);
        byte[] largeR = signature.bytes();
        System.arraycopy(Signature.unsigned(Signature.ORDER), 0, largeR, 0, 32);
        refused(() -> Signature.of(largeR), InvalidSignature.Reason.OUT_OF_RANGE);
        byte[] zeroS = signature.bytes();
        Arrays.fill(zeroS, 32, 64, (byte) 0);
        refused(() -> Signature.of(zeroS), InvalidSignature.Reason.OUT_OF_RANGE);
        for (int v : new int[] {2, 26, 29, 35, -1}) {
            byte[] wrong = signature.bytes();
            wrong[64] = (byte) v;
            refused(() -> Signature.of(wrong), InvalidSignature.Reason.RECOVERY_ID);
        }
        refused(() -> Signature.of(new byte[66]), InvalidSignature.Reason.LENGTH);
        refused(() -> Signature.of(new byte[0]), InvalidSignature.Reason.LENGTH);
    }

    private static void refused(ThrowingCallable call, InvalidSignature.Reason reason) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        InvalidSignature.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
