package dev.ovation.core.economics;

import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import java.math.BigInteger;
import java.util.Random;

/** Amounts near every bound: dust, odd wei, all of a balance and one wei more, the largest there is. */
final class RandomAmounts {

    private final Random random;
    private final Economy economy;

    RandomAmounts(Random random, Economy economy) {
        this.random = random;
        this.economy = economy;
    }

    /** What an account might want to spend of a token; at most 2^96-1 wei. */
    Wei of(Token token, Address account, long second) {
        Wei balance = economy.tokens().balance(token, account, second).min(Authorization.MAX_CAP);
        return switch (random.nextInt(24)) {
            case 0 -> Wei.ZERO;
            case 1, 2, 3 -> Wei.of(1 + random.nextInt(250));
            case 4 -> balance;
            case 5, 6 -> around(balance).min(Authorization.MAX_CAP);
            case 7 -> random.nextInt(3) == 0 ? Authorization.MAX_CAP : Wei.of(100L * random.nextInt(1_000_000));
            default -> part(balance);
        };
    }

    /** What a payment might bring: up to some thousand TK, often with odd wei. */
    Wei payment() {
        return random.nextInt(20) == 0
                ? Wei.of(random.nextInt(2))
                : Wei.ofTokens(random.nextInt(2_000)).plus(Wei.of(random.nextInt(1_000_000_000)));
    }

    /** A wei more or less, or exactly so much. */
    Wei around(Wei amount) {
        return amount.plus(Wei.of(random.nextInt(3))).minusOrZero(Wei.of(1));
    }

    /** From nothing to two fifths. */
    Wei part(Wei whole) {
        BigInteger thousandths = BigInteger.valueOf(random.nextInt(400));
        return new Wei(whole.value().multiply(thousandths).shiftRight(10));
    }
}
