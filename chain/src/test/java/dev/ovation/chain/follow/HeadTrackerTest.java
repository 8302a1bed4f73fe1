package dev.ovation.chain.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.chain.testing.AnvilNode;
import dev.ovation.chain.testing.Await;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class HeadTrackerTest {

    @Test
    void pushedHeadsArriveWithoutAPoll() {
        try (AnvilNode node = AnvilNode.startManual();
                HeadTracker tracker =
                        HeadTracker.start(node.client(), Optional.of(node.webSocketUrl()), Duration.ofHours(1), 32)) {
            Await.until("subscribed", tracker::pushed);
            node.mine(1);
            Await.until("the head", () -> height(tracker) == 1);
            node.mine(3);
            Await.until("the head", () -> height(tracker) == 4);
        }
    }

    @Test
    void withoutAWebSocketItPolls() {
        try (AnvilNode node = AnvilNode.startManual();
                HeadTracker tracker = HeadTracker.start(node.client(), Optional.empty(), Duration.ofMillis(10), 32)) {
            node.mine(2);
            Await.until("the head", () -> height(tracker) == 2);
            assertThat(tracker.pushed()).isFalse();
        }
    }

    @Test
    void aReorgIsToldWithTheBlockThatIsStillThere() {
        try (AnvilNode node = AnvilNode.startManual();
                HeadTracker tracker = HeadTracker.start(node.client(), Optional.empty(), Duration.ofMillis(5), 32)) {
            List<OptionalLong> rollBacks = new CopyOnWriteArrayList<>();
            tracker.listen(change -> {
                if (change.rolledBackTo().isPresent()) {
                    rollBacks.add(change.rolledBackTo());
                }
            });
            for (int i = 1; i <= 6; i++) {
                int height = i;
                node.mine(1);
                Await.until("the head", () -> height(tracker) == height);
            }
            node.reorg(4);
            Await.until("the re-org", () -> !rollBacks.isEmpty());
            assertThat(rollBacks).containsExactly(OptionalLong.of(2));
        }
    }

    private static long height(HeadTracker tracker) {
        return tracker.head().map(block -> block.number()).orElse(-1L);
    }
}
