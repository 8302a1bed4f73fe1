package dev.ovation.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class BackoffProperties {

    @Property
    void anExponentialPauseDoubles(
            @ForAll @LongRange(min = 0, max = 60_000) long millis, @ForAll @IntRange(min = 1, max = 12) int attempt) {
        Backoff backoff = Backoff.exponential(Duration.ofMillis(millis));
        assertThat(backoff.millisAfter(attempt, new Random(1))).isEqualTo(millis << (attempt - 1));
    }

    @Property
    void jitterOnlyShortens(
            @ForAll @LongRange(min = 0, max = 60_000) long millis,
            @ForAll @DoubleRange(min = 0, max = 1) double jitter,
            @ForAll long seed) {
        Backoff backoff = Backoff.fixed(Duration.ofMillis(millis)).withJitter(jitter);
        assertThat(backoff.millisAfter(1, new Random(seed)))
                .isBetween((long) Math.floor(millis * (1 - jitter)), millis);
    }

    @Property
    void whatIsStoredIsReadBack(
            @ForAll @LongRange(min = 0, max = 1L << 40) long millis,
            @ForAll @DoubleRange(min = 0, max = 1) double jitter) {
        Backoff backoff = Backoff.exponential(Duration.ofMillis(millis)).withJitter(jitter);
        assertThat(Backoff.of(backoff.stored())).isEqualTo(backoff);
    }

    @Property
    void whatIsKeptIsReadBack(
            @ForAll @IntRange(min = -1, max = 1 << 20) int count, @ForAll @IntRange(min = 1) int age) {
        KeepJobs keep = KeepJobs.within(Duration.ofSeconds(age), count);
        assertThat(KeepJobs.of(keep.stored())).isEqualTo(keep);
    }
}
