package dev.ovation.runtime.http;

import dev.ovation.chain.crypto.ChecksumAddress;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.InvalidAmount;
import dev.ovation.core.value.Wei;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A text that a client sent, and the values that it may stand for. Every reader throws {@link InvalidInput} that names
 * the field and says what was expected; none repeats what was sent.
 *
 * @param field where it stands
 */
public record FieldText(String field, String text) {

    private static final int ADDRESS_LENGTH = 2 + 40;
    /** Of 2^256-1 in decimal. */
    private static final int MOST_DIGITS = 78;

    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    /** As it is, of at least one and at most so many characters, none of them a control character. */
    public String plain(int most) {
        if (text.isBlank() || text.length() > most || text.chars().anyMatch(Character::isISOControl)) {
            throw invalid(RefusalCode.INVALID_FIELD, "must have 1 to " + most + " characters, no control characters");
        }
        return text;
    }

    /** An address in one case, or with a right checksum (EIP-55). */
    public Address address() {
        if (text.length() != ADDRESS_LENGTH || !text.startsWith("0x") || !all(2, HexFormat::isHexDigit)) {
            throw invalid(RefusalCode.INVALID_ADDRESS, "must be 0x and 40 hexadecimal digits");
        }
        try {
            return ChecksumAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw invalid(RefusalCode.INVALID_CHECKSUM, "has a wrong checksum (EIP-55); a digit may be mistyped");
        }
    }

    /** An amount above zero in whole tokens, such as {@code "12.5"}. */
    public Wei tokens() {
        Wei amount;
        try {
            amount = Wei.parseTokens(text);
        } catch (InvalidAmount e) {
            throw switch (e.reason()) {
                case MALFORMED ->
                    invalid(RefusalCode.INVALID_AMOUNT, "must be a decimal string in whole tokens, such as \"12.5\"");
                case NEGATIVE -> invalid(RefusalCode.AMOUNT_NOT_POSITIVE, "must be above zero");
                case TOO_MANY_DECIMALS -> invalid(RefusalCode.TOO_MANY_DECIMALS, "has more than 18 decimals");
                case TOO_LARGE -> invalid(RefusalCode.AMOUNT_TOO_LARGE, "is larger than any token amount");
            };
        }
        if (amount.isZero()) {
            throw invalid(RefusalCode.AMOUNT_NOT_POSITIVE, "must be above zero");
        }
        return amount;
    }

    /** An unsigned 256-bit integer in decimal, as EIP-712 messages carry it. */
    public BigInteger uint256() {
        boolean leadingZero = text.length() > 1 && text.charAt(0) == '0';
        if (text.isEmpty() || text.length() > MOST_DIGITS || leadingZero || !all(0, c -> c >= '0' && c <= '9')) {
            throw invalid(RefusalCode.INVALID_FIELD, "must be an unsigned integer as a decimal string");
        }
        BigInteger value = new BigInteger(text);
        if (value.bitLength() > 256) {
            throw invalid(RefusalCode.AMOUNT_TOO_LARGE, "does not fit into 256 bits");
        }
        return value;
    }

    public Wei wei() {
        return new Wei(uint256());
    }

    /** Seconds since 1970. */
    public long seconds() {
        BigInteger value = uint256();
        if (value.bitLength() > 63) {
            throw invalid(RefusalCode.INVALID_FIELD, "is no time in seconds since 1970");
        }
        return value.longValueExact();
    }

    public int integer(int least, int most) {
        BigInteger value = uint256();
        if (value.compareTo(BigInteger.valueOf(least)) < 0 || value.compareTo(BigInteger.valueOf(most)) > 0) {
            throw invalid(RefusalCode.INVALID_FIELD, "must be from " + least + " to " + most);
        }
        return value.intValueExact();
    }

    /** Bytes in hexadecimal, at least one and at most so many. */
    public byte[] bytes(int most) {
        if (text.length() <= 2 + 2 * most && text.length() >= 4 && text.startsWith("0x")) {
            try {
                return HexFormat.of().parseHex(text, 2, text.length());
            } catch (IllegalArgumentException e) {
                // said below
            }
        }
        throw invalid(RefusalCode.INVALID_HEX, "must be 0x and an even number of hexadecimal digits");
    }

    public Bytes32 word() {
        return word(RefusalCode.INVALID_HEX);
    }

    public Bytes32 word(RefusalCode otherwise) {
        try {
            return Bytes32.of(text);
        } catch (IllegalArgumentException e) {
            throw invalid(otherwise, "must be 0x and 64 hexadecimal digits");
        }
    }

    public UUID uuid() {
        return uuid(RefusalCode.INVALID_FIELD);
    }

    public UUID uuid(RefusalCode otherwise) {
        if (!UUID_TEXT.matcher(text).matches()) {
            throw invalid(otherwise, "must be a UUID");
        }
        return UUID.fromString(text);
    }

    private boolean all(int from, IntPredicate allowed) {
        for (int i = from; i < text.length(); i++) {
            if (!allowed.test(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** One of an enumeration's names in lower case with hyphens. */
    public <E extends Enum<E>> E oneOf(Class<E> type) {
        return oneOf(type, _ -> true);
    }

    public <E extends Enum<E>> E oneOf(Class<E> type, Predicate<E> allowed) {
        E[] all = type.getEnumConstants();
        for (E constant : all) {
            if (allowed.test(constant) && written(constant).equals(text)) {
                return constant;
            }
        }
        throw invalid(
                RefusalCode.INVALID_FIELD,
                "must be one of "
                        + Arrays.stream(all)
                                .filter(allowed)
                                .map(FieldText::written)
                                .collect(Collectors.joining(", ")));
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public InvalidInput invalid(RefusalCode code, String predicate) {
        return new InvalidInput(field, code, field + " " + predicate + ".");
    }
}
