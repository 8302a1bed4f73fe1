package dev.ovation.jobs.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.queue.JobScheduler;
import dev.ovation.queue.QueueConnection;
import dev.ovation.queue.RedisSettings;
import dev.ovation.runtime.work.JobQueues;
import dev.ovation.store.testing.RedisServer;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KeepSchedulesTest {

    private static final JobSchedules SCHEDULES = new JobSchedules("5 0 * * 4", "30 0 * * *", "0 * * * *", "0 4 * * *");

    private static RedisServer redis;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T10:30:00Z"));
    private final QueueConnection connection = QueueConnection.open(RedisSettings.of(redis.uri()), now::get);
    private final JobQueues queues = new JobQueues(connection, "t" + UUID.randomUUID());

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @AfterEach
    void close() {
        connection.close();
    }

    private JobScheduler approval() {
        return queues.settlement().getScheduler("approval").orElseThrow();
    }

    @Test
    void all_schedules_are_written_once_whoever_comes_first() {
        assertThat(new KeepSchedules(queues, SCHEDULES).keep()).isEqualTo(4);
        assertThat(new KeepSchedules(queues, SCHEDULES).keep()).isZero();
        assertThat(approval().next()).isEqualTo(Instant.parse("2026-03-01T11:00:00Z"));
        assertThat(queues.settlement().getScheduler("settlement").orElseThrow().next())
                .isEqualTo(Instant.parse("2026-03-05T00:05:00Z"));
        assertThat(queues.accrual().getScheduler("accrual").orElseThrow().next())
                .isEqualTo(Instant.parse("2026-03-02T00:30:00Z"));
        assertThat(queues.accrual().getScheduler("reconciliation").orElseThrow().next())
                .isEqualTo(Instant.parse("2026-03-02T04:00:00Z"));
        assertThat(queues.settlement().counts().delayed()).isEqualTo(2);
    }

    @Test
    void a_time_that_came_while_no_server_ran_is_not_lost_by_the_next_start() {
        new KeepSchedules(queues, SCHEDULES).keep();
        now.set(now.get().plus(Duration.ofDays(1)));
        new KeepSchedules(queues, SCHEDULES).keep();
        assertThat(approval().next()).isEqualTo(Instant.parse("2026-03-01T11:00:00Z"));
    }

    @Test
    void a_new_pattern_replaces_the_old_one_at_the_start_only() {
        KeepSchedules old = new KeepSchedules(queues, SCHEDULES);
        old.keep();
        KeepSchedules changed =
                new KeepSchedules(queues, new JobSchedules("5 0 * * 4", "30 0 * * *", "*/10 * * * *", "0 4 * * *"));
        assertThat(changed.keep()).isEqualTo(1);
        assertThat(approval().next()).isEqualTo(Instant.parse("2026-03-01T10:40:00Z"));
        assertThat(old.keep()).as("the older server, still running").isZero();
        assertThat(approval().pattern()).isEqualTo("*/10 * * * *");
        assertThat(queues.settlement().counts().delayed()).isEqualTo(2);
    }

    @Test
    void what_was_lost_is_written_again() {
        KeepSchedules keep = new KeepSchedules(queues, SCHEDULES);
        keep.keep();
        queues.settlement().obliterate(true);
        queues.settlement().resume();
        assertThat(keep.keep()).isEqualTo(2);
        assertThat(queues.settlement().globalConcurrency()).hasValue(1);
    }
}
