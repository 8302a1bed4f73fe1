package dev.ovation.core.payment;

import dev.ovation.core.value.Wei;
import java.math.BigInteger;

/** Fiat in hundredths: what gateways count in. One cent is 10^16 wei of TK. */
public final class Cents {

    private static final BigInteger WEI = BigInteger.TEN.pow(16);

    private Cents() {}

    public static boolean isWhole(Wei amount) {
        return amount.value().mod(WEI).signum() == 0;
    }

    /**
     * @throws ArithmeticException if the amount has fractions of a cent or exceeds 2^63-1 cents
     */
    public static long of(Wei amount) {
        if (!isWhole(amount)) {
            throw new ArithmeticException("fractions of a cent");
        }
        return amount.value().divide(WEI).longValueExact();
    }

    public static Wei toWei(long cents) {
        return new Wei(BigInteger.valueOf(cents).multiply(WEI));
    }
}
