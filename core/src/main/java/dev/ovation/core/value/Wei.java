package dev.ovation.core.value;

import java.math.BigInteger;
import java.util.Objects;

/**
 * An amount of one token in its smallest unit: an unsigned 256-bit integer, never a floating point number.
 *
 * <p>Both tokens have 18 decimals, so one whole token is 10^18 wei. Arithmetic that would leave the range
 * 0 … 2^256-1 throws {@link ArithmeticException}; nothing wraps around.
 *
 * @param value 0 … 2^256-1
 */
public record Wei(BigInteger value) implements Comparable<Wei> {

    /** Decimals of TK and TKI alike. */
    public static final int DECIMALS = 18;

    public static final Wei ZERO = new Wei(BigInteger.ZERO);
    private static final BigInteger PER_TOKEN = BigInteger.TEN.pow(DECIMALS);

    public Wei {
        Objects.requireNonNull(value);
        if (value.signum() < 0 || value.bitLength() > 256) {
            throw new ArithmeticException("not an unsigned 256-bit integer: " + value);
        }
    }

    public static Wei of(long wei) {
        return new Wei(BigInteger.valueOf(wei));
    }

    /** Reads a decimal string of wei, as it is kept in documents and caches. */
    public static Wei ofWei(String wei) {
        return new Wei(new BigInteger(wei));
    }

    public static Wei ofTokens(long tokens) {
        return new Wei(BigInteger.valueOf(tokens).multiply(PER_TOKEN));
    }

    /**
     * Reads a decimal string in whole tokens, such as {@code "12.5"}: digits, at most one point with digits on both
     * sides, at most 18 of them behind it; no sign, exponent, blank or superfluous leading zero.
     *
     * @throws InvalidAmount if the text is anything else, or exceeds 2^256-1 wei
     */
    public static Wei parseTokens(String text) {
        int length = text.length();
        if (length == 0 || length > 80) {
            throw new InvalidAmount(InvalidAmount.Reason.MALFORMED);
        }
        int point = -1;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == '.') {
                if (point >= 0) {
                    throw new InvalidAmount(InvalidAmount.Reason.MALFORMED);
                }
                point = i;
            } else if (c < '0' || c > '9') {
                throw new InvalidAmount(
                        c == '-' && i == 0 ? InvalidAmount.Reason.NEGATIVE : InvalidAmount.Reason.MALFORMED);
            }
        }
        int integerDigits = point < 0 ? length : point;
        int fractionDigits = point < 0 ? 0 : length - point - 1;
        if (integerDigits == 0 || (point >= 0 && fractionDigits == 0) || (integerDigits > 1 && text.charAt(0) == '0')) {
            throw new InvalidAmount(InvalidAmount.Reason.MALFORMED);
        }
        if (fractionDigits > DECIMALS) {
            throw new InvalidAmount(InvalidAmount.Reason.TOO_MANY_DECIMALS);
        }
        String digits = point < 0 ? text : text.substring(0, point) + text.substring(point + 1);
        BigInteger wei = new BigInteger(digits).multiply(BigInteger.TEN.pow(DECIMALS - fractionDigits));
        if (wei.bitLength() > 256) {
            throw new InvalidAmount(InvalidAmount.Reason.TOO_LARGE);
        }
        return new Wei(wei);
    }

    public Wei plus(Wei other) {
        return new Wei(value.add(other.value));
    }

    /**
     * @throws ArithmeticException if {@code other} is the larger one
     */
    public Wei minus(Wei other) {
        return new Wei(value.subtract(other.value));
    }

    /** The difference, or zero where {@code other} is the larger one. */
    public Wei minusOrZero(Wei other) {
        return value.compareTo(other.value) <= 0 ? ZERO : minus(other);
    }

    public Wei times(long factor) {
        return new Wei(value.multiply(BigInteger.valueOf(factor)));
    }

    /** Divides and rounds down; the remainder stays with its owner. */
    public Wei dividedBy(long divisor) {
        return new Wei(value.divide(BigInteger.valueOf(divisor)));
    }

    public Wei min(Wei other) {
        return value.compareTo(other.value) <= 0 ? this : other;
    }

    public boolean isZero() {
        return value.signum() == 0;
    }

    public boolean exceeds(Wei other) {
        return value.compareTo(other.value) > 0;
    }

    @Override
    public int compareTo(Wei other) {
        return value.compareTo(other.value);
    }

    /** The exact amount in whole tokens, without superfluous zeros: {@code "12.5"}, {@code "0"}. */
    public String toTokens() {
        BigInteger[] parts = value.divideAndRemainder(PER_TOKEN);
        if (parts[1].signum() == 0) {
            return decimal(parts[0]);
        }
        String fraction = decimal(parts[1]);
        int end = fraction.length();
        while (fraction.charAt(end - 1) == '0') {
            end--;
        }
        return decimal(parts[0]) + "." + "0".repeat(DECIMALS - fraction.length()) + fraction.substring(0, end);
    }

    /** The decimal string of wei, the inverse of {@link #ofWei}. */
    @Override
    public String toString() {
        return decimal(value);
    }

    /** A BigInteger makes some ten objects of a number that fits a long, as most amounts do. */
    private static String decimal(BigInteger number) {
        return number.bitLength() < Long.SIZE ? Long.toString(number.longValue()) : number.toString();
    }
}
