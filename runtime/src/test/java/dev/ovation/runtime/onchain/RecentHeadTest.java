package dev.ovation.runtime.onchain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.chain.testing.AnvilNode;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How new the newest block is that is answered. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecentHeadTest {

    private static final Duration FRESH = Duration.ofMillis(250);

    private final AtomicLong nanoTime = new AtomicLong();
    private AnvilNode anvil;
    private RecentHead recentHead;

    @BeforeAll
    void start() {
        anvil = AnvilNode.startManual();
        recentHead = new RecentHead(new ContractReads(anvil.client()), FRESH, nanoTime::get);
    }

    @AfterAll
    void stop() {
        anvil.close();
    }

    @Test
    void aBlockIsTakenForTheNewestForAMomentOnly() {
        long before = recentHead.newest().number();
        anvil.mine(1);
        nanoTime.addAndGet(FRESH.toNanos() - 1);
        assertThat(recentHead.get().number()).isEqualTo(before);
        nanoTime.addAndGet(1);
        assertThat(recentHead.get().number()).isEqualTo(before + 1);
    }

    /** What is proposed for signature after an account was read is dated by a block no older than that reading. */
    @Test
    void whoHasReadAtTheNewestBlockFindsItsTime() {
        long before = recentHead.get().timestamp();
        Duration week = Duration.ofDays(7);
        anvil.increaseTime(week);
        recentHead.newest();
        assertThat(recentHead.get().timestamp()).isGreaterThanOrEqualTo(before + week.toSeconds());
    }
}
