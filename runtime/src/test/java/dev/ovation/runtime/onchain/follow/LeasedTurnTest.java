package dev.ovation.runtime.onchain.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import dev.ovation.store.mongo.Mongo;
import dev.ovation.store.mongo.MongoFencedLeases;
import dev.ovation.store.mongo.MongoSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeasedTurnTest {

    private static final Duration VALIDITY = Duration.ofSeconds(10);

    private final ShiftedClock clock = new ShiftedClock();
    private MongoServer server;
    private String address;
    private Mongo mongo;
    private LeasedTurn first;
    private LeasedTurn second;

    @BeforeEach
    void open() {
        server = new MongoServer(new MemoryBackend());
        address = "mongodb:/" + server.bind() + "/turns";
        connect(Duration.ofSeconds(20));
    }

    /**
     * @param serverSelection after which time a database that is away counts as away
     */
    private void connect(Duration serverSelection) {
        mongo = Mongo.connect(new MongoSettings(address, serverSelection, Duration.ofSeconds(20), 10, false));
        first = turn("first");
        second = turn("second");
    }

    private LeasedTurn turn(String holder) {
        return new LeasedTurn(new MongoFencedLeases(mongo, clock), holder, VALIDITY, clock);
    }

    @AfterEach
    void close() {
        mongo.close();
        server.shutdown();
    }

    @Test
    void oneHasItForAsLongAsItAsks() {
        assertThat(first.mine()).isTrue();
        for (int i = 0; i < 20; i++) {
            assertThat(second.mine()).isFalse();
            clock.now = clock.now.plusSeconds(3);
            assertThat(first.mine()).isTrue();
        }
    }

    @Test
    void whoDoesNotAskLosesItToAnotherAndKnows() {
        assertThat(first.mine()).isTrue();
        assertThat(second.mine()).isFalse();
        clock.now = clock.now.plus(VALIDITY);
        assertThat(second.mine()).isTrue();
        assertThat(first.mine()).isFalse();
    }

    @Test
    void whoIsClosedLetsTheNextBeginAtOnce() {
        assertThat(first.mine()).isTrue();
        first.close();
        assertThat(second.mine()).isTrue();
        assertThat(first.mine()).isFalse();
    }

    @Test
    void withoutItsDatabaseItEndsBeforeTheLeaseDoes() {
        mongo.close();
        connect(Duration.ofSeconds(3));
        assertThat(first.mine()).isTrue();
        server.shutdown();
        clock.now = clock.now.plusSeconds(3);
        assertThat(first.mine()).isTrue();
        clock.now = clock.now.plusSeconds(5);
        assertThat(first.mine()).isFalse();
        assertThatNoException().isThrownBy(first::close);
    }

    private static final class ShiftedClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
