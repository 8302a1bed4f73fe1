package dev.ovation.chain.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.chain.testing.AnvilNode;
import dev.ovation.chain.testing.Await;
import dev.ovation.chain.testing.Relay;
import java.net.URI;
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

    @Test
    void whenTheSocketDiesItPollsAndWhenItIsBackItIsPushedTo() {
        try (AnvilNode node = AnvilNode.startManual();
                Relay relay = Relay.to(node.url().getPort());
                HeadTracker tracker = HeadTracker.start(
                        node.client(),
                        Optional.of(URI.create("ws://127.0.0.1:" + relay.port())),
                        Duration.ofMillis(100),
                        32)) {
            for (int round = 0; round < 2; round++) {
                Await.until("subscribed", tracker::pushed);
                long before = height(tracker);
                node.mine(1);
                Await.until("the pushed head", () -> height(tracker) > before);

                relay.cut();
                Await.until("the loss is noticed", () -> !tracker.pushed());
                long polled = height(tracker);
                node.mine(2);
                Await.until("the polled head", () -> height(tracker) == polled + 2);
                assertThat(tracker.pushed()).isFalse();
                relay.mend();
            }
            Await.until("subscribed again", tracker::pushed);
        }
    }

    /** What polls once an hour sees nothing but what is pushed. */
    @Test
    void aReconnectedSocketPushesAgain() {
        try (AnvilNode node = AnvilNode.startManual();
                Relay relay = Relay.to(node.url().getPort());
                HeadTracker tracker = HeadTracker.start(
                        node.client(),
                        Optional.of(URI.create("ws://127.0.0.1:" + relay.port())),
                        Duration.ofHours(1),
                        32)) {
            Await.until("subscribed", tracker::pushed);
            relay.cut();
            Await.until("the loss is noticed", () -> !tracker.pushed());
            relay.mend();
            Await.until("subscribed again", tracker::pushed);
            node.mine(1);
            Await.until("the pushed head", () -> height(tracker) == 1);
        }
    }

    private static long height(HeadTracker tracker) {
        return tracker.head().map(block -> block.number()).orElse(-1L);
    }
}
