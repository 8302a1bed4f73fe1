package dev.ovation.store.mongo;

import dev.ovation.core.value.Wei;
import java.math.BigDecimal;
import org.bson.types.Decimal128;
import org.jspecify.annotations.Nullable;

/**
 * Amounts in documents: Decimal128, so that the database can add them.
 *
 * <p>Decimal128 is exact up to 34 digits. The contracts bound one amount, and the whole supply of a token, to 2^96-1
 * wei, which has 29 digits, so that 100,000 amounts of the largest kind still add up exactly. A sum beyond 34 digits
 * would be rounded silently; but amounts are never negative, so every partial sum is at most the final one, and a
 * final sum of at most 34 digits was never rounded on its way. {@link #decode} refuses any other.
 */
final class Money {

    private static final int EXACT_DIGITS = 34;

    private Money() {}

    /**
     * @throws ArithmeticException if the amount has more than 34 digits
     */
    static Decimal128 encode(Wei wei) {
        BigDecimal exact = new BigDecimal(wei.value());
        if (exact.precision() > EXACT_DIGITS) {
            throw new ArithmeticException("more than 34 digits: " + wei);
        }
        return new Decimal128(exact);
    }

    /** An amount, or a sum of amounts; a sum over nothing is an integer zero. */
    static Wei decode(@Nullable Object stored) {
        return switch (stored) {
            case Decimal128 decimal -> whole(decimal.bigDecimalValue());
            case Integer zero when zero == 0 -> Wei.ZERO;
            case Long zero when zero == 0 -> Wei.ZERO;
            case null, default -> throw new ArithmeticException("not an amount: " + stored);
        };
    }

    private static Wei whole(BigDecimal decimal) {
        if (decimal.scale() < 0 && decimal.signum() != 0) {
            throw new ArithmeticException("a sum that was rounded: " + decimal);
        }
        return new Wei(decimal.toBigIntegerExact());
    }
}
