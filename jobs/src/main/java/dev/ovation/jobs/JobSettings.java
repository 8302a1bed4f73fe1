package dev.ovation.jobs;

import dev.ovation.jobs.work.JobSchedules;
import dev.ovation.queue.Repeat;
import dev.ovation.runtime.settings.Environment;
import dev.ovation.runtime.settings.InvalidSetting;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * How a job server runs.
 *
 * @param port 0 for one that the system chooses
 * @param sweepEvery the pause between two rounds of a sweep
 * @param grace how long running jobs may take to end when the server closes
 * @param maxBody bytes of a staff request
 */
public record JobSettings(
        String host,
        int port,
        JobSchedules schedules,
        Duration sweepEvery,
        Duration grace,
        int maxBody,
        Duration jobLock) {

    private static final Duration WEEK = Duration.ofDays(7);

    /** The chain's clock may lag behind ours. */
    private static final Duration AFTER_EPOCH = Duration.ofMinutes(5);

    /**
     * @param genesis second at which the contracts' epoch 0 began
     * @param epoch length of an epoch
     * @throws InvalidSetting for what is wrong
     */
    public static JobSettings read(Environment env, long genesis, Duration epoch) {
        return new JobSettings(
                env.text("JOBS_HOST", "0.0.0.0", "address on which the job server listens"),
                env.number("JOBS_PORT", 3001, 0, 65_535, "port of the job server"),
                new JobSchedules(
                        cron(
                                env,
                                "SETTLEMENT_CRON",
                                settlement(genesis, epoch),
                                "when epochs are settled; by default five minutes after each has ended"),
                        cron(env, "ACCRUAL_CRON", "30 0 * * *", "when all balances are read anew from the chain"),
                        cron(env, "APPROVAL_CRON", "0 * * * *", "when submitted intents are screened"),
                        cron(env, "RECONCILIATION_CRON", "0 4 * * *", "when documents, cache and chain are compared")),
                env.duration(
                        "SWEEP_EVERY", Duration.ofSeconds(30), "pause between looks for work that was left behind"),
                env.duration("JOBS_GRACE", Duration.ofSeconds(30), "how long running jobs may take to end at a stop"),
                env.number("JOBS_BODY_LIMIT", 65_536, 1_024, 1_048_576, "bytes of a staff request's body"),
                env.duration(
                        "JOBS_LOCK",
                        Duration.ofSeconds(30),
                        "how long a job of a dead server stays taken before another server has it"));
    }

    private static String cron(Environment env, String name, String fallback, String meaning) {
        return env.parsed(
                name, fallback, meaning + " (cron pattern, UTC)", "a cron pattern such as 0 * * * *", text -> {
                    Repeat.cron(text);
                    return text;
                });
    }

    /** Weekly at the minute after an epoch's end; a house with other epochs, as in tests, looks every hour. */
    static String settlement(long genesis, Duration epoch) {
        if (!epoch.equals(WEEK)) {
            return "10 * * * *";
        }
        ZonedDateTime end = Instant.ofEpochSecond(genesis).plus(AFTER_EPOCH).atZone(ZoneOffset.UTC);
        return "%d %d * * %d"
                .formatted(end.getMinute(), end.getHour(), end.getDayOfWeek().getValue() % 7);
    }
}
