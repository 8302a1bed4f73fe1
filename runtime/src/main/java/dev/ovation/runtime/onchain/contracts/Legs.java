package dev.ovation.runtime.onchain.contracts;

import dev.ovation.core.intent.Intent;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import java.math.BigInteger;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** How the contracts write legs and sets of legs. */
public final class Legs {

    private static final int AMOUNT_BITS = 96;
    private static final int WORD_BITS = 256;
    private static final BigInteger AMOUNT_MASK =
            BigInteger.ONE.shiftLeft(AMOUNT_BITS).subtract(BigInteger.ONE);

    private Legs() {}

    /** {@code creator << 96 | wei}. */
    public static BigInteger encode(Intent intent) {
        BigInteger amount = intent.amount().value();
        if (amount.bitLength() > AMOUNT_BITS) {
            throw new IllegalArgumentException("intent " + intent.id() + " takes more than 2^96-1 wei");
        }
        return new BigInteger(1, intent.creator().bytes())
                .shiftLeft(AMOUNT_BITS)
                .or(amount);
    }

    public static List<BigInteger> encode(List<Intent> intents) {
        return intents.stream().map(Legs::encode).toList();
    }

    public static Address creator(BigInteger leg) {
        byte[] word = Words.of(leg.shiftRight(AMOUNT_BITS), Address.LENGTH);
        return Address.of(word);
    }

    public static Wei amount(BigInteger leg) {
        return new Wei(leg.and(AMOUNT_MASK));
    }

    /** Bit {@code i % 256} of word {@code i / 256} is leg {@code i}; as many words as {@code legs} need. */
    public static List<BigInteger> bitmap(BitSet set, int legs) {
        if (set.length() > legs) {
            throw new IllegalArgumentException("leg " + (set.length() - 1) + " of " + legs);
        }
        return IntStream.range(0, (legs + WORD_BITS - 1) / WORD_BITS)
                .mapToObj(word -> word(set.get(word * WORD_BITS, (word + 1) * WORD_BITS)))
                .toList();
    }

    private static BigInteger word(BitSet bits) {
        BigInteger word = BigInteger.ZERO;
        for (int i = bits.nextSetBit(0); i >= 0; i = bits.nextSetBit(i + 1)) {
            word = word.setBit(i);
        }
        return word;
    }

    public static BitSet set(List<BigInteger> bitmap) {
        BitSet set = new BitSet();
        for (int word = 0; word < bitmap.size(); word++) {
            for (int bit = 0; bit < bitmap.get(word).bitLength(); bit++) {
                if (bitmap.get(word).testBit(bit)) {
                    set.set(word * WORD_BITS + bit);
                }
            }
        }
        return set;
    }
}
