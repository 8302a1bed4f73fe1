package dev.ovation.store.redis;

import java.time.Duration;
import java.util.List;

/**
 * Counts requests against limits, shared by all servers, one round trip each. Requests flow back steadily rather than
 * all at once at the end of a window. Safe to share between threads.
 */
public final class RedisRateLimits {

    /**
     * @param requests so many at once, and so many again in each period
     */
    public record Limit(long requests, Duration period) {

        public Limit {
            if (requests < 1 || period.isZero() || period.isNegative()) {
                throw new IllegalArgumentException("a limit needs at least one request and a period");
            }
        }
    }

    /**
     * What became of a request; the numbers are those of the RateLimit headers.
     *
     * @param remaining requests that would be allowed at once now
     * @param resetSeconds until the whole limit is there again
     * @param retryAfterSeconds until the next request is allowed; 0 if this one was
     */
    public record Decision(boolean allowed, long limit, long remaining, long resetSeconds, long retryAfterSeconds) {}

    private static final Script RATE = Script.of("rate");
    private static final double MICROS_PER_SECOND = 1e6;

    private final Redis redis;

    public RedisRateLimits(Redis redis) {
        this.redis = redis;
    }

    /**
     * Counts one request of somebody.
     *
     * @param who names the limit and whom it is counted for, such as {@code login:203.0.113.7}
     * @throws dev.ovation.core.refusal.Unavailable if Redis does not answer
     */
    public Decision count(String who, Limit limit) {
        List<String> arguments = List.of(
                Long.toString(limit.requests()), Long.toString(limit.period().toNanos() / 1000));
        List<?> answer = (List<?>) RATE.run(redis, List.of(redis.key("rate:" + who)), arguments);
        return new Decision(
                number(answer, 0) == 1,
                limit.requests(),
                number(answer, 1),
                seconds(number(answer, 2)),
                seconds(number(answer, 3)));
    }

    private static long number(List<?> answer, int at) {
        return (Long) answer.get(at);
    }

    private static long seconds(long micros) {
        return (long) Math.ceil(micros / MICROS_PER_SECOND);
    }
}
