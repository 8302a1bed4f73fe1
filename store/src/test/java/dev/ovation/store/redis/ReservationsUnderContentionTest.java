package dev.ovation.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.core.intent.Reservations.Outcome;
import dev.ovation.core.intent.Reservations.Reservation;
import dev.ovation.core.ledger.Receipt;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import dev.ovation.store.testing.RedisServer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many at once on one account: what is promised and what is taken together never exceed what the account had. */
class ReservationsUnderContentionTest {

    private static RedisServer server;
    private static Redis redis;

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
    void exactlyAsManyGiftsArePromisedAsThereIsMoneyFor() throws Exception {
        SettableChain chain = new SettableChain();
        Address fan = Orders.fan();
        chain.hold(fan, Wei.ofTokens(50), Wei.ZERO);
        RedisReservations reservations = reservations(chain);
        long promised;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Outcome>> outcomes = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                outcomes.add(threads.submit(() -> reservations.reserve(Orders.order(fan, Token.TK, Wei.ofTokens(1)))));
            }
            promised = 0;
            for (Future<Outcome> outcome : outcomes) {
                promised += outcome.get() == Outcome.RESERVED ? 1 : 0;
            }
        }
        assertThat(promised).isEqualTo(50);
    }

    @Test
    void whateverIsConfirmedReleasedAndReadAgainMeanwhileNothingIsPromisedTwice() throws Exception {
        SettableChain chain = new SettableChain();
        Address fan = Orders.fan();
        Wei start = Wei.ofTokens(40);
        chain.hold(fan, start, Wei.ZERO);
        BalanceCache cache = new BalanceCache(redis, chain, Clock.systemUTC(), Duration.ofSeconds(30));
        RedisReservations reservations = new RedisReservations(cache, List::of);
        RedisBalances balances = new RedisBalances(cache);
        AtomicReference<Wei> taken = new AtomicReference<>(Wei.ZERO);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> work = new ArrayList<>();
            for (int worker = 0; worker < 16; worker++) {
                Random random = new Random(worker);
                work.add(threads.submit(() -> {
                    for (int i = 0; i < 25; i++) {
                        step(chain, reservations, balances, fan, random, taken);
                    }
                    return null;
                }));
            }
            for (Future<?> worker : work) {
                worker.get();
            }
        }
        // The chain would have refused to go below zero; it never had to.
        balances.refresh(List.of(fan));
        assertThat(balances.of(fan).tkReserved()).isEqualTo(Wei.ZERO);
        assertThat(balances.of(fan).tk()).isEqualTo(start.minus(taken.get()));
        assertThat(taken.get()).isEqualTo(start);
    }

    private static void step(
            SettableChain chain,
            RedisReservations reservations,
            RedisBalances balances,
            Address fan,
            Random random,
            AtomicReference<Wei> taken) {
        Reservation order = Orders.order(fan, Token.TK, Wei.ofTokens(1));
        if (random.nextInt(8) == 0) {
            balances.refresh(List.of(fan));
        }
        if (random.nextInt(8) == 0) {
            balances.invalidate(List.of(fan));
        }
        if (reservations.reserve(order) != Outcome.RESERVED) {
            return;
        }
        if (random.nextInt(3) == 0) {
            reservations.release(order);
        } else {
            // throws where the account does not hold it: then it was promised twice
            long block = chain.take(fan, order.total(), Wei.ZERO);
            taken.accumulateAndGet(order.total(), Wei::plus);
            reservations.confirm(List.of(order), new Receipt(Orders.hash(), block, chain.now()));
        }
    }

    private static RedisReservations reservations(SettableChain chain) {
        return new RedisReservations(
                new BalanceCache(redis, chain, Clock.systemUTC(), Duration.ofSeconds(30)), List::of);
    }
}
