package dev.ovation.runtime.wiring;

import dev.ovation.chain.account.FeePolicy;
import dev.ovation.core.value.Wei;
import dev.ovation.runtime.settings.Environment;
import dev.ovation.runtime.settings.InvalidSetting;
import java.math.BigDecimal;

/** What may be offered per unit of gas, in gwei: chains differ in it by orders of magnitude. */
final class FeeSettings {

    /** 1 gwei = 10^9 wei. */
    private static final int GWEI_DIGITS = 9;

    /** More would be all the money that there is. */
    private static final BigDecimal MOST = BigDecimal.TEN.pow(18);

    private FeeSettings() {}

    static FeePolicy read(Environment env) {
        FeePolicy ordinary = FeePolicy.DEFAULT;
        Wei least = gwei(env, "MIN_PRIORITY_FEE", ordinary.minPriorityFee(), "least priority fee per gas, in gwei");
        Wei most = gwei(
                env,
                "MAX_PRIORITY_FEE",
                ordinary.maxPriorityFee(),
                "highest priority fee per gas of a first attempt, in gwei; what is stuck may offer more");
        Wei cap = gwei(
                env,
                "MAX_FEE",
                ordinary.maxFee(),
                "highest fee per gas that is ever offered, in gwei, whatever is stuck");
        int bump = env.number(
                "FEE_BUMP_PERCENT",
                ordinary.bumpPercent(),
                10,
                1_000,
                "by how much the fees of what is stuck are raised; nodes ask for 10 at least");
        if (least.exceeds(most) || most.exceeds(cap)) {
            throw new InvalidSetting(
                    "MIN_PRIORITY_FEE must not be above MAX_PRIORITY_FEE, nor MAX_PRIORITY_FEE above MAX_FEE.");
        }
        return new FeePolicy(least, most, cap, bump);
    }

    private static Wei gwei(Environment env, String name, Wei ordinary, String meaning) {
        return env.parsed(name, text(ordinary), meaning, "an amount in gwei", FeeSettings::wei);
    }

    private static Wei wei(String text) {
        BigDecimal gwei = new BigDecimal(text);
        if (gwei.signum() < 0 || gwei.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(text);
        }
        return new Wei(gwei.movePointRight(GWEI_DIGITS).toBigIntegerExact());
    }

    private static String text(Wei wei) {
        return new BigDecimal(wei.value(), GWEI_DIGITS).stripTrailingZeros().toPlainString();
    }
}
