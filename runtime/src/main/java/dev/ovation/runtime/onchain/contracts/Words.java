package dev.ovation.runtime.onchain.contracts;

import dev.ovation.core.intent.BatchId;
import dev.ovation.core.payment.PaymentId;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import java.math.BigInteger;
import java.util.UUID;

/** Our identifiers as 32-byte words of the chain: call arguments and event topics. */
public final class Words {

    private Words() {}

    /** The unsigned integer in exactly {@code length} bytes. */
    public static byte[] of(BigInteger value, int length) {
        byte[] bytes = value.toByteArray();
        int skip = bytes.length > length ? 1 : 0;
        byte[] word = new byte[length];
        System.arraycopy(bytes, skip, word, length - (bytes.length - skip), bytes.length - skip);
        return word;
    }

    public static Bytes32 of(BigInteger value) {
        return Bytes32.of(of(value, Bytes32.LENGTH));
    }

    public static Bytes32 of(BatchId batch) {
        return of(batch.onChain());
    }

    public static Bytes32 of(Address address) {
        return of(new BigInteger(1, address.bytes()));
    }

    /** The 128 bits of the payment's UUID, left-padded with zeros. */
    public static Bytes32 of(PaymentId payment) {
        return of(new BatchId(payment.value()).onChain());
    }

    public static PaymentId payment(Bytes32 word) {
        BigInteger id = new BigInteger(1, word.bytes());
        return new PaymentId(new UUID(id.shiftRight(64).longValue(), id.longValue()));
    }
}
