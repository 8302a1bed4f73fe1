package dev.ovation.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutageLogTest {

    private final LoggedBy logged = new LoggedBy(OutageLogTest.class);
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // System.nanoTime may be about to overflow.
    private final OutageLog log = new OutageLog(logged.logger(), "who", now::get);

    @AfterEach
    void close() {
        logged.close();
    }

    private void failedTimes(int times) {
        for (int i = 0; i < times; i++) {
            log.failed(new IllegalStateException("gone"));
        }
    }

    @Test
    void anOutageIsOneLineWhenItBeginsAndOneWhenItEnds() {
        failedTimes(100);
        log.answered();
        log.answered();
        assertThat(logged.lines())
                .containsExactly("WARN who: java.lang.IllegalStateException: gone", "INFO who: Redis answers again");
    }

    @Test
    void aLongOutageIsToldAgainNowAndThen() {
        failedTimes(10);
        now.addAndGet(OutageLog.QUIET_NANOS);
        failedTimes(10);
        assertThat(logged.lines()).hasSize(2);
    }

    @Test
    void aRedisThatComesAndGoesFillsNoLog() {
        for (int i = 0; i < 10; i++) {
            failedTimes(1);
            log.answered();
        }
        assertThat(logged.lines()).hasSize(2);
    }

    @Test
    void nothingIsSaidWhileAllIsWell() {
        log.answered();
        assertThat(logged.lines()).isEmpty();
    }
}
