package dev.ovation.store.mongo;

import static dev.ovation.store.mongo.Samples.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.core.value.Bytes32;
import dev.ovation.core.work.Leases;
import dev.ovation.store.mongo.MongoFencedLeases.Held;
import dev.ovation.store.mongo.MongoIdempotency.Answer;
import dev.ovation.store.mongo.MongoIdempotency.Begun;
import dev.ovation.store.mongo.MongoIdempotency.Claim;
import dev.ovation.store.testing.MongoServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Idempotency keys and leases. */
class MongoCoordinationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration RETENTION = Duration.ofHours(24);
    private static MongoServer server;
    private static Mongo mongo;

    private Instant now = Samples.NOON;
    private final Bytes32 body = word();

    @BeforeAll
    static void start() {
        server = MongoServer.start();
        mongo = server.connect();
    }

    @AfterAll
    static void stop() {
        mongo.close();
        server.close();
    }

    @Test
    void theSameKeyGetsTheSameAnswerAndAnotherBodyNone() {
        Claim claim = begun("k1");
        assertThat(idempotency().begin("a", "k1", body)).isEqualTo(new Begun.InProgress());
        Answer answer = new Answer(201, Map.of("content-type", "application/json"), new byte[] {'{', '}'});
        assertThat(idempotency().complete(claim, answer)).isTrue();
        assertThat(idempotency().begin("a", "k1", body)).isInstanceOfSatisfying(Begun.Replay.class, replay -> {
            assertThat(replay.answer().status()).isEqualTo(201);
            assertThat(replay.answer().headers()).isEqualTo(answer.headers());
            assertThat(replay.answer().body()).isEqualTo(answer.body());
        });
        assertThat(idempotency().begin("a", "k1", word())).isEqualTo(new Begun.Mismatch());
        assertThat(idempotency().begin("b", "k1", word())).isInstanceOf(Begun.New.class);
    }

    @Test
    void aRequestThatDiedIsTakenOverUnderItsOperation() {
        Claim dead = begun("k2");
        now = now.plus(PATIENCE).minusMillis(1);
        assertThat(idempotency().begin("a", "k2", body)).isEqualTo(new Begun.InProgress());
        now = now.plusMillis(1);
        assertThat(idempotency().begin("a", "k2", word())).isEqualTo(new Begun.Mismatch());
        Claim heir = begun("k2");
        assertThat(heir.operation()).isEqualTo(dead.operation());
        assertThat(idempotency().complete(dead, answer())).isFalse();
        assertThat(idempotency().complete(heir, answer())).isTrue();
    }

    @Test
    void anAbandonedKeyIsFreeUnderItsOperationAndItsOldClaimWorthNothing() {
        Claim first = begun("k3");
        idempotency().abandon(first);
        assertThat(idempotency().begin("a", "k3", word())).isEqualTo(new Begun.Mismatch());
        Claim second = begun("k3");
        assertThat(second.operation()).isEqualTo(first.operation());
        assertThat(second.attempt()).isGreaterThan(first.attempt());
        assertThat(idempotency().complete(first, answer())).isFalse();
        idempotency().abandon(first);
        assertThat(idempotency().begin("a", "k3", body)).isEqualTo(new Begun.InProgress());
    }

    @Test
    void aKeyIsForgottenAfterItsTime() {
        Claim old = begun("k4");
        idempotency().complete(old, answer());
        now = now.plus(RETENTION);
        Begun again = idempotency().begin("a", "k4", word());
        assertThat(again)
                .isInstanceOfSatisfying(
                        Begun.New.class,
                        begun -> assertThat(begun.claim().operation()).isNotEqualTo(old.operation()));
    }

    @Test
    void ofManyWhoTakeOverAtOnceOneDoes() throws Exception {
        begun("k5");
        now = now.plus(PATIENCE);
        int taken = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Begun>> attempts = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                attempts.add(threads.submit(() -> idempotency().begin("a", "k5", body)));
            }
            for (Future<Begun> attempt : attempts) {
                taken += attempt.get() instanceof Begun.New ? 1 : 0;
            }
        }
        assertThat(taken).isEqualTo(1);
    }

    @Test
    void aLeaseIsHeldByOneUntilItEndsAndItsTokensGrow() {
        Held first = fenced().acquire("sweep", "s1", Duration.ofSeconds(10)).orElseThrow();
        assertThat(fenced().acquire("sweep", "s2", Duration.ofSeconds(10))).isEmpty();
        now = now.plusSeconds(9);
        Held renewed = fenced().renew(first, Duration.ofSeconds(10)).orElseThrow();
        assertThat(renewed.token()).isEqualTo(first.token());
        now = now.plusSeconds(9);
        assertThat(fenced().acquire("sweep", "s2", Duration.ofSeconds(10))).isEmpty();
        now = now.plusSeconds(1);
        Held second = fenced().acquire("sweep", "s2", Duration.ofSeconds(10)).orElseThrow();
        assertThat(second.token()).isGreaterThan(first.token());
        assertThat(fenced().renew(renewed, Duration.ofSeconds(10))).isEmpty();
        fenced().release(renewed);
        assertThat(fenced().acquire("sweep", "s3", Duration.ofSeconds(10))).isEmpty();
        fenced().release(second);
        assertThat(fenced().acquire("sweep", "s3", Duration.ofSeconds(10))
                        .orElseThrow()
                        .token())
                .isGreaterThan(second.token());
    }

    @Test
    void aClosedLeaseIsFree() throws Exception {
        Leases leases = new MongoLeases(mongo, clock(), "server-1");
        Optional<Leases.Lease> lease = leases.tryAcquire("batch:1", Duration.ofSeconds(10));
        assertThat(lease).isPresent();
        assertThat(leases.tryAcquire("batch:1", Duration.ofSeconds(10))).isEmpty();
        lease.orElseThrow().close();
        assertThat(leases.tryAcquire("batch:1", Duration.ofSeconds(10))).isPresent();
    }

    @Test
    void ofManyWhoWantALeaseAtOnceOneGetsIt() throws Exception {
        int got = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<Held>>> attempts = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String holder = "s" + i;
                attempts.add(threads.submit(() -> fenced().acquire("race", holder, Duration.ofSeconds(10))));
            }
            for (Future<Optional<Held>> attempt : attempts) {
                got += attempt.get().isPresent() ? 1 : 0;
            }
        }
        assertThat(got).isEqualTo(1);
    }

    private Claim begun(String key) {
        return ((Begun.New) idempotency().begin("a", key, body)).claim();
    }

    private static Answer answer() {
        return new Answer(200, Map.of(), new byte[0]);
    }

    private MongoIdempotency idempotency() {
        return new MongoIdempotency(mongo, UUID::randomUUID, clock(), PATIENCE, RETENTION);
    }

    private MongoFencedLeases fenced() {
        return new MongoFencedLeases(mongo, clock());
    }

    private Clock clock() {
        return Clock.fixed(now, ZoneOffset.UTC);
    }
}
