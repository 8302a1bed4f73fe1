package dev.ovation.runtime.deploy;

import dev.ovation.core.ledger.Interest;
import dev.ovation.core.value.Wei;
import java.time.Duration;

/**
 * What the contracts start with; the admin can change all of it later.
 *
 * @param rateBps interest in basis points per 30 days, at most 1000
 * @param dailyMintLimit wei of TK that payments may mint per UTC day
 * @param adminDelay between the two steps of an admin hand-over
 */
public record DeploySettings(int rateBps, Wei dailyMintLimit, Duration adminDelay) {

    public DeploySettings {
        if (rateBps < 0 || rateBps > Interest.MAX_RATE_BPS || adminDelay.isNegative()) {
            throw new IllegalArgumentException("rateBps lies between 0 and 1000, adminDelay is not negative");
        }
    }

    /** 2 % a month, a million TK a day, two days. */
    public static DeploySettings ordinary() {
        return new DeploySettings(200, Wei.ofTokens(1_000_000), Duration.ofDays(2));
    }
}
