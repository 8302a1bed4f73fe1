package dev.ovation.queue;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long a failed job waits before its next attempt.
 *
 * @param type {@code fixed}, {@code exponential}, or the name of a strategy that the worker was given
 * @param delay the first pause; an exponential one doubles with each attempt
 * @param jitter between 0 and 1: the share of the pause that is left to chance, so that jobs that failed together don't
 *     come back together
 */
public record Backoff(String type, Duration delay, double jitter) {

    private static final String FIXED = "fixed";
    private static final String EXPONENTIAL = "exponential";

    public Backoff {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("a back-off is not negative: " + delay);
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("jitter lies between 0 and 1, not " + jitter);
        }
    }

    /** The same pause before each attempt. */
    public static Backoff fixed(Duration delay) {
        return new Backoff(FIXED, delay, 0);
    }

    /** A pause that doubles: delay, 2 x delay, 4 x delay... */
    public static Backoff exponential(Duration delay) {
        return new Backoff(EXPONENTIAL, delay, 0);
    }

    /** A pause that a worker's own {@link BackoffStrategy} computes. */
    public static Backoff named(String type) {
        return new Backoff(type, Duration.ZERO, 0);
    }

    public Backoff withJitter(double share) {
        return new Backoff(type, delay, share);
    }

    /**
     * The pause in milliseconds before the next attempt, as BullMQ computes it.
     *
     * @param attemptsMade how many attempts have failed, one or more
     * @return null where this is neither a fixed nor an exponential one
     */
    @Nullable
    Long millisAfter(int attemptsMade, RandomGenerator random) {
        double pause;
        if (type.equals(FIXED)) {
            pause = delay.toMillis();
        } else if (type.equals(EXPONENTIAL)) {
            pause = Math.rint(Math.pow(2, attemptsMade - 1) * delay.toMillis());
        } else {
            return null;
        }
        double chance = jitter > 0 ? random.nextDouble() * pause * jitter : 0;
        return (long) Math.floor(pause * (1 - jitter) + chance);
    }

    Map<String, Object> stored() {
        Map<String, Object> stored = new LinkedHashMap<>();
        stored.put("type", type);
        stored.put("delay", delay.toMillis());
        if (jitter > 0) {
            stored.put("jitter", jitter);
        }
        return stored;
    }

    /** What a Node program or we stored: a number for a fixed one, or {type, delay, jitter}. */
    static @Nullable Backoff of(@Nullable Object stored) {
        if (stored instanceof Number millis) {
            return fixed(Duration.ofMillis(Math.max(0, millis.longValue())));
        }
        if (!(stored instanceof Map<?, ?> map) || !(map.get("type") instanceof String type)) {
            return null;
        }
        long delay = map.get("delay") instanceof Number number ? Math.max(0, number.longValue()) : 0;
        double jitter = map.get("jitter") instanceof Number number ? number.doubleValue() : 0;
        return new Backoff(type, Duration.ofMillis(delay), Math.clamp(jitter, 0, 1));
    }
}
