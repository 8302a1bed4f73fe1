package dev.ovation.store.redis;

import static dev.ovation.core.intent.Reservations.Outcome.INSUFFICIENT_BALANCE;
import static dev.ovation.core.intent.Reservations.Outcome.OVER_CAP;
import static dev.ovation.core.intent.Reservations.Outcome.REPLAYED;
import static dev.ovation.core.intent.Reservations.Outcome.RESERVED;
import static dev.ovation.core.intent.Reservations.Outcome.REVOKED;
import static dev.ovation.core.ledger.Token.TK;
import static dev.ovation.core.ledger.Token.TKI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.intent.Intent;
import dev.ovation.core.intent.Reservations.Leg;
import dev.ovation.core.intent.Reservations.Reservation;
import dev.ovation.core.ledger.Receipt;
import dev.ovation.core.ledger.Standing;
import dev.ovation.core.refusal.Unavailable;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import dev.ovation.store.testing.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisReservationsTest {

    private static final Duration MAX_AGE = Duration.ofSeconds(30);
    private static RedisServer server;
    private static Redis redis;

    private final SettableChain chain = new SettableChain();
    private final ShiftedClock clock = new ShiftedClock();
    private final List<Intent> pending = new ArrayList<>();
    private final BalanceCache cache = new BalanceCache(redis, chain, clock, MAX_AGE);
    private final RedisBalances balances = new RedisBalances(cache);
    private final RedisReservations reservations = new RedisReservations(cache, () -> pending);
    private final Address fan = Orders.fan();

    @BeforeAll
    static void start() {
        server = RedisServer.start();
        redis = server.connect();
    }

    @AfterAll
    static void stop() {
        redis.close();
        server.close();
    }

    @Test
    void promisesWhatIsThereAndNotAWeiMore() {
        chain.hold(fan, Wei.ofTokens(10), Wei.ZERO);
        assertThat(reservations.reserve(order(Wei.ofTokens(4), Wei.ofTokens(5))))
                .isEqualTo(RESERVED);
        assertThat(reservations.reserve(order(Wei.ofTokens(1).plus(Wei.of(1))))).isEqualTo(INSUFFICIENT_BALANCE);
        assertThat(reservations.reserve(order(Wei.ofTokens(1)))).isEqualTo(RESERVED);
        assertThat(balances.of(fan).tkAvailable()).isEqualTo(Wei.ZERO);
        assertThat(balances.of(fan).tk()).isEqualTo(Wei.ofTokens(10));
    }

    @Test
    void theTwoTokensAreApart() {
        chain.hold(fan, Wei.ofTokens(1), Wei.ofTokens(2));
        assertThat(reservations.reserve(Orders.order(fan, TKI, Wei.ofTokens(2))))
                .isEqualTo(RESERVED);
        assertThat(reservations.reserve(order(Wei.ofTokens(1)))).isEqualTo(RESERVED);
        assertThat(balances.of(fan).tkiReserved()).isEqualTo(Wei.ofTokens(2));
        assertThat(balances.of(fan).tkReserved()).isEqualTo(Wei.ofTokens(1));
    }

    @Test
    void interestOfThisMomentCanBePromised() {
        chain.hold(fan, Wei.ofTokens(100), Wei.ZERO);
        assertThat(balances.of(fan).tki()).isEqualTo(Wei.ZERO);
        // 30 days at 2 % a month
        chain.pass(30 * 86_400);
        clock.pass(Duration.ofSeconds(2));
        assertThat(reservations.reserve(Orders.order(fan, TKI, Wei.ofTokens(200).plus(Wei.of(1)))))
                .isEqualTo(INSUFFICIENT_BALANCE);
        assertThat(reservations.reserve(Orders.order(fan, TKI, Wei.ofTokens(200))))
                .isEqualTo(RESERVED);
    }

    @Test
    void reservingTheSameLegsAgainPromisesThemOnce() {
        chain.hold(fan, Wei.ofTokens(10), Wei.ZERO);
        Reservation order = order(Wei.ofTokens(6));
        assertThat(reservations.reserve(order)).isEqualTo(RESERVED);
        assertThat(reservations.reserve(order)).isEqualTo(RESERVED);
        assertThat(balances.of(fan).tkReserved()).isEqualTo(Wei.ofTokens(6));
    }

    @Test
    void releasingTwiceOrTheUnknownGivesBackOnce() {
        chain.hold(fan, Wei.ofTokens(10), Wei.ZERO);
        Reservation first = order(Wei.ofTokens(6), Wei.ofTokens(1));
        reservations.reserve(first);
        reservations.reserve(order(Wei.ofTokens(2)));
        Leg leg = first.legs().getFirst();
        Reservation part = new Reservation(fan, first.terms(), first.authorization(), List.of(leg));
        reservations.release(part);
        reservations.release(part);
        reservations.release(order(Wei.ofTokens(9)));
        assertThat(balances.of(fan).tkReserved()).isEqualTo(Wei.ofTokens(3));
    }

    @Test
    void aRefusalForWantOfMoneyLooksAtTheChainFirst() {
        chain.hold(fan, Wei.ZERO, Wei.ZERO);
        assertThat(reservations.reserve(order(Wei.of(1)))).isEqualTo(INSUFFICIENT_BALANCE);
        chain.hold(fan, Wei.ofTokens(1), Wei.ZERO);
        clock.pass(Duration.ofSeconds(2));
        assertThat(reservations.reserve(order(Wei.ofTokens(1)))).isEqualTo(RESERVED);
    }

    @Test
    void aOneTimeAuthorizationIsPromisedOnceUntilItIsGivenBack() {
        chain.hold(fan, Wei.ofTokens(10), Wei.ZERO);
        Authorization terms = Orders.oneTime(fan, TK, 0, 7);
        Bytes32 hash = Orders.hash();
        Reservation first = Orders.under(terms, hash, Wei.of(1), Wei.of(2));
        assertThat(reservations.reserve(first)).isEqualTo(RESERVED);
        assertThat(reservations.reserve(Orders.under(terms, hash, Wei.of(1)))).isEqualTo(REPLAYED);
        assertThat(reservations.reserve(Orders.under(Orders.oneTime(fan, TK, 0, 8), Orders.hash(), Wei.of(1))))
                .isEqualTo(RESERVED);
        reservations.release(first);
        assertThat(reservations.reserve(Orders.under(terms, hash, Wei.of(1)))).isEqualTo(RESERVED);
    }

    @Test
    void aOneTimeAuthorizationStaysUsedOnceTheChainTookALeg() {
        chain.hold(fan, Wei.ofTokens(10), Wei.ZERO);
        Authorization terms = Orders.oneTime(fan, TK, 0, 3);
        Bytes32 hash = Orders.hash();
        Reservation order = Orders.under(terms, hash, Wei.of(1), Wei.of(2));
        reservations.reserve(order);
        Reservation good = new Reservation(fan, terms, hash, order.legs().subList(0, 1));
        Reservation skipped = new Reservation(fan, terms, hash, order.legs().subList(1, 2));
        long block = chain.take(fan, Wei.of(1), Wei.ZERO);
        reservations.confirm(List.of(good), mined(block));
        reservations.release(skipped);
        balances.invalidate(List.of(fan));
        assertThat(reservations.reserve(Orders.under(terms, hash, Wei.of(1)))).isEqualTo(REPLAYED);
        chain.nonces(fan, 0, 4);
        balances.refresh(List.of(fan));
        assertThat(reservations.reserve(Orders.under(terms, hash, Wei.of(1)))).isEqualTo(REPLAYED);
        assertThat(reservations.reserve(Orders.under(Orders.oneTime(fan, TK, 0, 4), Orders.hash(), Wei.of(1))))
                .isEqualTo(RESERVED);
    }

    @Test
    void whatWasSignedBeforeRevokingEverythingIsRevoked() {
        chain.hold(fan, Wei.ofTokens(10), Wei.ZERO);
        assertThat(balances.of(fan).tk()).isEqualTo(Wei.ofTokens(10));
        chain.nonces(fan, 1, 0);
        clock.pass(Duration.ofSeconds(2));
        // the cache still knows generation 0, and looks again before it refuses
        assertThat(reservations.reserve(Orders.under(Orders.oneTime(fan, TK, 1, 0), Orders.hash(), Wei.of(1))))
                .isEqualTo(RESERVED);
        assertThat(reservations.reserve(Orders.under(Orders.oneTime(fan, TK, 0, 1), Orders.hash(), Wei.of(1))))
                .isEqualTo(REVOKED);
    }

    @Test
    void aStandingAuthorizationGivesWhatTheChainSaysIsLeft() {
        chain.hold(fan, Wei.ofTokens(100), Wei.ZERO);
        Authorization terms = Orders.standing(fan, TK, Wei.ofTokens(50));
        Bytes32 hash = Orders.hash();
        chain.register(hash, new Standing(false, Wei.ofTokens(5), chain.block()));
        assertThat(reservations.reserve(Orders.under(terms, hash, Wei.ofTokens(3))))
                .isEqualTo(RESERVED);
        assertThat(reservations.reserve(Orders.under(terms, hash, Wei.ofTokens(3))))
                .isEqualTo(OVER_CAP);
        assertThat(reservations.reserve(Orders.under(terms, hash, Wei.ofTokens(2))))
                .isEqualTo(RESERVED);

        Bytes32 revoked = Orders.hash();
        chain.register(revoked, new Standing(true, Wei.ofTokens(5), chain.block()));
        assertThat(reservations.reserve(Orders.under(terms, revoked, Wei.of(1))))
                .isEqualTo(REVOKED);
    }

    @Test
    void confirmingDrawsOnAStandingAuthorizationThatTheChainDidNotHoldBefore() {
        chain.hold(fan, Wei.ofTokens(100), Wei.ZERO);
        Authorization terms = Orders.standing(fan, TK, Wei.ofTokens(5));
        Bytes32 hash = Orders.hash();
        Reservation first = Orders.under(terms, hash, Wei.ofTokens(2), Wei.ofTokens(1));
        reservations.reserve(first);
        reservations.confirm(List.of(first), mined(chain.take(fan, Wei.ofTokens(3), Wei.ZERO)));
        assertThat(reservations.reserve(
                        Orders.under(terms, hash, Wei.ofTokens(2).plus(Wei.of(1)))))
                .isEqualTo(OVER_CAP);
        assertThat(reservations.reserve(Orders.under(terms, hash, Wei.ofTokens(2))))
                .isEqualTo(RESERVED);
    }

    @Test
    void confirmingLeavesWhatIsAvailableAsItWas() {
        chain.hold(fan, Wei.ofTokens(10), Wei.ofTokens(10));
        Reservation gift = order(Wei.ofTokens(3));
        Reservation clap = Orders.order(fan, TKI, Wei.ofTokens(4));
        reservations.reserve(gift);
        reservations.reserve(clap);
        var before = balances.of(fan);

        long block = chain.take(fan, Wei.ofTokens(3), Wei.ofTokens(4));
        reservations.confirm(List.of(gift, clap), mined(block));
        reservations.confirm(List.of(gift, clap), mined(block));

        var after = balances.of(fan);
        assertThat(after.tkAvailable()).isEqualTo(before.tkAvailable()).isEqualTo(Wei.ofTokens(7));
        assertThat(after.tkiAvailable()).isEqualTo(before.tkiAvailable()).isEqualTo(Wei.ofTokens(6));
        assertThat(after.tk()).isEqualTo(Wei.ofTokens(7));
        assertThat(after.tkReserved()).isEqualTo(Wei.ZERO);
        assertThat(chain.readings).hasValue(1);
        balances.refresh(List.of(fan));
        assertThat(balances.of(fan)).isEqualTo(after);
    }

    @Test
    void aBalanceThatWasReadAfterTheEscrowIsNotLoweredAgain() {
        chain.hold(fan, Wei.ofTokens(10), Wei.ZERO);
        Reservation gift = order(Wei.ofTokens(3));
        reservations.reserve(gift);
        long block = chain.take(fan, Wei.ofTokens(3), Wei.ZERO);
        balances.refresh(List.of(fan));
        reservations.confirm(List.of(gift), mined(block));
        assertThat(balances.of(fan).tkAvailable()).isEqualTo(Wei.ofTokens(7));
    }

    @Test
    void aReadingThatBeganBeforeTheConfirmationDoesNotBringTheBalanceBack() {
        chain.hold(fan, Wei.ofTokens(10), Wei.ZERO);
        Reservation gift = order(Wei.ofTokens(3));
        reservations.reserve(gift);
        Receipt[] mined = new Receipt[1];
        chain.duringRead(() -> {
            if (mined[0] == null) {
                mined[0] = mined(chain.take(fan, Wei.ofTokens(3), Wei.ZERO));
                reservations.confirm(List.of(gift), mined[0]);
            }
        });
        balances.refresh(List.of(fan));
        assertThat(balances.of(fan).tkAvailable()).isEqualTo(Wei.ofTokens(7));
    }

    @Test
    void anEndpointThatLagsBehindDoesNotBringTheBalanceBack() {
        chain.hold(fan, Wei.ofTokens(10), Wei.ZERO);
        Reservation gift = order(Wei.ofTokens(3));
        reservations.reserve(gift);
        // mined far above the block at which this endpoint stands
        reservations.confirm(List.of(gift), mined(chain.block() + 5));
        balances.refresh(List.of(fan));
        assertThat(balances.of(fan).tkAvailable()).isEqualTo(Wei.ofTokens(7));
        balances.invalidate(List.of(fan));
        assertThatThrownBy(() -> balances.of(fan)).isInstanceOf(Unavailable.class);
        // a chain that stays below was re-organised
        clock.pass(SnapshotCache.KNOWN_BLOCK.plusSeconds(1));
        assertThat(balances.of(fan).tkAvailable()).isEqualTo(Wei.ofTokens(10));
    }

    @Test
    void aStaleAccountIsReadAgainAndWhatIsCachedCanBeLookedAtWithoutAsking() {
        assertThat(balances.cached(fan)).isEmpty();
        chain.hold(fan, Wei.ofTokens(1), Wei.ZERO);
        assertThat(balances.of(fan).tk()).isEqualTo(Wei.ofTokens(1));
        chain.hold(fan, Wei.ofTokens(2), Wei.ZERO);
        assertThat(balances.of(fan).tk()).isEqualTo(Wei.ofTokens(1));
        assertThat(balances.cached(fan).orElseThrow().snapshot().balance()).isEqualTo(Wei.ofTokens(1));
        clock.pass(MAX_AGE.plusSeconds(1));
        assertThat(balances.of(fan).tk()).isEqualTo(Wei.ofTokens(2));
        chain.hold(fan, Wei.ofTokens(3), Wei.ZERO);
        balances.invalidate(List.of(fan));
        assertThat(balances.cached(fan)).isEmpty();
        assertThat(balances.of(fan).tk()).isEqualTo(Wei.ofTokens(3));
    }

    @Test
    void invalidatingKeepsThePromises() {
        chain.hold(fan, Wei.ofTokens(10), Wei.ZERO);
        reservations.reserve(order(Wei.ofTokens(6)));
        balances.invalidate(List.of(fan));
        assertThat(balances.of(fan).tkReserved()).isEqualTo(Wei.ofTokens(6));
    }

    @Test
    void whatAnotherServerPromisedAndSpentCountsThoughThisOneRemembersTheAccount() {
        RedisReservations elsewhere = new RedisReservations(anotherServer(), () -> pending);
        chain.hold(fan, Wei.ofTokens(10), Wei.ZERO);
        assertThat(reservations.reserve(order(Wei.ofTokens(1)))).isEqualTo(RESERVED);

        Reservation spent = order(Wei.ofTokens(6));
        assertThat(elsewhere.reserve(spent)).isEqualTo(RESERVED);
        elsewhere.confirm(List.of(spent), mined(chain.take(fan, Wei.ofTokens(6), Wei.ZERO)));

        assertThat(reservations.reserve(order(Wei.ofTokens(3).plus(Wei.of(1))))).isEqualTo(INSUFFICIENT_BALANCE);
        assertThat(reservations.reserve(order(Wei.ofTokens(3)))).isEqualTo(RESERVED);
    }

    @Test
    void aPromiseThatAnotherServerGaveBackIsNotConfirmedFromMemory() {
        RedisReservations elsewhere = new RedisReservations(anotherServer(), () -> pending);
        chain.hold(fan, Wei.ofTokens(10), Wei.ZERO);
        Reservation gift = order(Wei.ofTokens(3));
        reservations.reserve(gift);
        elsewhere.release(gift);
        reservations.confirm(List.of(gift), mined(chain.block() + 1));
        assertThat(balances.of(fan).tkAvailable()).isEqualTo(Wei.ofTokens(10));
    }

    @Test
    void whatIsRememberedNeverRefuses() {
        chain.hold(fan, Wei.ofTokens(10), Wei.ZERO);
        assertThat(reservations.reserve(Orders.under(Orders.oneTime(fan, TK, 0, 0), Orders.hash(), Wei.of(1))))
                .isEqualTo(RESERVED);
        chain.nonces(fan, 1, 0);
        new RedisBalances(anotherServer()).refresh(List.of(fan));
        assertThat(reservations.reserve(Orders.under(Orders.oneTime(fan, TK, 1, 0), Orders.hash(), Wei.of(1))))
                .isEqualTo(RESERVED);
        assertThat(reservations.reserve(Orders.under(Orders.oneTime(fan, TK, 0, 1), Orders.hash(), Wei.of(1))))
                .isEqualTo(REVOKED);
    }

    @Test
    void aStandingAuthorizationIsDrawnOnByTwoServersInTurn() {
        BalanceCache theirs = anotherServer();
        RedisReservations elsewhere = new RedisReservations(theirs, () -> pending);
        chain.hold(fan, Wei.ofTokens(100), Wei.ZERO);
        Authorization terms = Orders.standing(fan, TK, Wei.ofTokens(5));
        Bytes32 hash = Orders.hash();
        for (RedisReservations server : List.of(reservations, elsewhere, elsewhere, reservations)) {
            Reservation one = Orders.under(terms, hash, Wei.ofTokens(1));
            assertThat(server.reserve(one)).isEqualTo(RESERVED);
            server.confirm(List.of(one), mined(chain.take(fan, Wei.ofTokens(1), Wei.ZERO)));
        }
        for (RedisReservations server : List.of(reservations, elsewhere)) {
            assertThat(server.reserve(Orders.under(terms, hash, Wei.ofTokens(1).plus(Wei.of(1)))))
                    .isEqualTo(OVER_CAP);
        }
        assertThat(elsewhere.reserve(Orders.under(terms, hash, Wei.ofTokens(1))))
                .isEqualTo(RESERVED);
        assertThat(new RedisBalances(theirs).of(fan)).isEqualTo(balances.of(fan));
        assertThat(balances.of(fan).tkAvailable()).isEqualTo(Wei.ofTokens(95));
    }

    private BalanceCache anotherServer() {
        return new BalanceCache(redis, chain, clock, MAX_AGE);
    }

    @Test
    void anEmptiedRedisPromisesThePendingIntentsFirst() {
        chain.hold(fan, Wei.ofTokens(10), Wei.ZERO);
        Reservation promised = Orders.under(Orders.oneTime(fan, TK, 0, 5), Orders.hash(), Wei.ofTokens(6));
        reservations.reserve(promised);
        pending.add(Orders.pending(promised, clock.instant()));
        redis.call(client -> client.flushAll());

        assertThat(reservations.reserve(order(Wei.ofTokens(5)))).isEqualTo(INSUFFICIENT_BALANCE);
        assertThat(reservations.reserve(order(Wei.ofTokens(4)))).isEqualTo(RESERVED);
        assertThat(reservations.reserve(Orders.under(promised.terms(), promised.authorization(), Wei.of(1))))
                .isEqualTo(REPLAYED);
        reservations.rebuild(pending);
        assertThat(balances.of(fan).tkReserved()).isEqualTo(Wei.ofTokens(10));
        reservations.release(promised);
        assertThat(balances.of(fan).tkReserved()).isEqualTo(Wei.ofTokens(4));
    }

    @Test
    void aPromiseWhoseServerDiedIsDroppedOnceItIsOldAndNotPending() {
        chain.hold(fan, Wei.ofTokens(10), Wei.ZERO);
        Reservation orphan = order(Wei.ofTokens(1), Wei.ofTokens(2));
        Reservation alive = order(Wei.ofTokens(3));
        reservations.reserve(orphan);
        reservations.reserve(alive);
        clock.pass(Duration.ofMinutes(10));
        reservations.reserve(order(Wei.ofTokens(4)));
        Set<?> stillPending = Set.of(alive.legs().getFirst().intent());

        int dropped = reservations.dropStale(clock.instant().minusSeconds(60), legs -> {
            var picked = new HashSet<>(legs);
            picked.retainAll(stillPending);
            return picked;
        });

        assertThat(dropped).isGreaterThanOrEqualTo(2);
        assertThat(balances.of(fan).tkReserved()).isEqualTo(Wei.ofTokens(7));
        assertThat(reservations.dropStale(clock.instant().minusSeconds(60), HashSet::new))
                .isZero();
    }

    @Test
    void withoutTheChainWhatIsCachedStillServes() {
        chain.hold(fan, Wei.ofTokens(10), Wei.ZERO);
        assertThat(reservations.reserve(oneTime(0, Wei.ofTokens(1)))).isEqualTo(RESERVED);
        chain.down(true);
        assertThat(reservations.reserve(oneTime(1, Wei.ofTokens(1)))).isEqualTo(RESERVED);
        assertThatThrownBy(() -> balances.of(Orders.fan())).isInstanceOf(Unavailable.class);
        chain.down(false);
        assertThat(balances.of(fan).tkReserved()).isEqualTo(Wei.ofTokens(2));
    }

    private Reservation order(Wei... amounts) {
        return Orders.order(fan, TK, amounts);
    }

    private Reservation oneTime(long nonce, Wei amount) {
        return Orders.under(Orders.oneTime(fan, TK, 0, nonce), Orders.hash(), amount);
    }

    private Receipt mined(long block) {
        return new Receipt(Orders.hash(), block, chain.now());
    }
}
