package dev.ovation.core.economics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.ledger.AccountState;
import dev.ovation.core.ledger.Interest;
import dev.ovation.core.ledger.InterestIndex;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What holds after every operation of any life. */
class EconomyProperties {

    private static final long GENESIS = 1_800_000_000;
    private static final int STEPS = 150;
    private static final Address CONTROLLER = address(99);
    private static final Cast CAST = new Cast(
            List.of(address(1), address(2), address(3), address(4)), List.of(address(11), address(12), address(13)));

    private static Address address(int n) {
        byte[] bytes = new byte[Address.LENGTH];
        bytes[19] = (byte) n;
        return Address.of(bytes);
    }

    /** One life, watched. */
    private static final class Watched {

        final Economy economy = new Economy(
                GENESIS, new InterestIndex(0, GENESIS, 200), Wei.ofTokens(1_000_000), CONTROLLER, Set.of(CONTROLLER));
        final RandomLife life;
        long second = GENESIS;

        Watched(long seed) {
            life = new RandomLife(new Random(seed), economy, CAST, CONTROLLER, GENESIS);
        }

        void live(int steps, Runnable check) {
            for (Operation first : life.beginning()) {
                second = life.nextSecond();
                first.play(economy, second);
                check.run();
            }
            for (int step = 0; step < steps; step++) {
                second = life.nextSecond();
                life.next().play(economy, second);
                check.run();
            }
        }

        Wei balance(Token token, Address account) {
            return economy.tokens().balance(token, account, second);
        }

        Stream<EscrowedIntent> intents(Token token) {
            return life.batches().stream()
                    .filter(batch -> economy.escrow()
                            .data(batch)
                            .filter(data -> data.token() == token)
                            .isPresent())
                    .flatMap(batch -> economy.escrow().intents(batch).stream());
        }
    }

    @Property(tries = 40)
    void every_wei_is_somewhere(@ForAll long seed) {
        Watched world = new Watched(seed);
        world.live(STEPS, () -> {
            for (Token token : Token.values()) {
                Wei inFlight = world.intents(token)
                        .filter(EscrowedIntent::isInEscrow)
                        .map(EscrowedIntent::amount)
                        .reduce(Wei.ZERO, Wei::plus);
                assertThat(world.balance(token, CONTROLLER)).isEqualTo(inFlight);
                Wei held = CAST.everybody().stream()
                        .map(account -> world.balance(token, account))
                        .reduce(inFlight, Wei::plus);
                Wei supply = world.economy.tokens().supply(token, world.second);
                int roundings = token == Token.TK ? 0 : CAST.everybody().size();
                assertThat(supply.value()).isBetween(held.value(), held.value().add(BigInteger.valueOf(roundings)));
            }
            assertThat(world.economy.tokens().supply(Token.TK, world.second))
                    .isLessThanOrEqualTo(TokenBooks.MAX_SUPPLY);
        });
    }

    /** Without bonuses, nothing is earned but by TK in an account while the index grows. */
    @Property(tries = 30)
    void interest_is_the_integral_of_what_was_held(@ForAll long seed) {
        Watched world = new Watched(seed);
        BigInteger[] sum = {BigInteger.ZERO, BigInteger.ZERO};
        long[] index = {0};
        Map<Address, Wei> held = new HashMap<>();
        world.live(STEPS, () -> {
            world.economy.setBonus(Wei.ZERO);
            long now = world.economy.tokens().indexAt(world.second);
            BigInteger earned = BigInteger.ZERO;
            for (Address account : CAST.everybody()) {
                AccountState state = world.economy.tokens().of(account);
                sum[0] = sum[0].add(Interest.raw(held.getOrDefault(account, Wei.ZERO), now - index[0]));
                held.put(account, state.balance());
                earned = earned.add(state.earnedAt(now));
            }
            index[0] = now;
            assertThat(earned).isEqualTo(sum[0]);
        });
    }

    @Property(tries = 30)
    void no_cap_is_exceeded_and_states_never_go_back(@ForAll long seed) {
        Watched world = new Watched(seed);
        Map<BatchId, List<LegState>> before = new HashMap<>();
        world.live(STEPS, () -> {
            for (Authorization terms : world.life.standings()) {
                assertThat(world.economy.permissions().remaining(terms)).isLessThanOrEqualTo(terms.cap());
            }
            for (BatchId batch : world.life.batches()) {
                List<LegState> now = world.economy.escrow().intents(batch).stream()
                        .map(EscrowedIntent::state)
                        .toList();
                // A batch that was refused has no legs; its id may be taken by a later one that is not.
                List<LegState> known = before.getOrDefault(batch, List.of());
                List<LegState> then = known.isEmpty() ? now : known;
                assertThat(now).hasSameSizeAs(then);
                IntStream.range(0, now.size())
                        .filter(leg -> now.get(leg) != then.get(leg))
                        .forEach(leg -> assertThat(then.get(leg).mayBecome(now.get(leg)))
                                .isTrue());
                before.put(batch, now);
            }
        });
    }

    /** However often and of whomever interest is written down, no balance is another one. */
    @Property(tries = 20)
    void checkpoints_change_nothing(@ForAll long seed) {
        Watched plain = new Watched(seed);
        List<Wei> balances = new ArrayList<>();
        plain.live(60, () -> CAST.everybody().forEach(account -> balances.add(plain.balance(Token.TKI, account))));

        Watched written = new Watched(seed);
        List<Wei> again = new ArrayList<>();
        written.live(60, () -> {
            written.economy.tokens().accrue(CAST.everybody(), written.second);
            CAST.everybody().forEach(account -> again.add(written.balance(Token.TKI, account)));
        });
        assertThat(again).isEqualTo(balances);
    }

    @Property
    void payouts_lose_nothing_however_claps_are_split(
            @ForAll List<@IntRange(max = 1_000_000) Integer> claps, @ForAll @IntRange(max = 99) int kept) {
        Wei remainder = Wei.of(kept);
        Wei paid = Wei.ZERO;
        Wei settled = Wei.of(kept);
        for (int clap : claps) {
            ClapPayout payout = ClapPayout.of(Wei.of(clap), remainder);
            assertThat(ClapPayout.after(settled, Wei.of(clap))).isEqualTo(payout);
            paid = paid.plus(payout.paid());
            remainder = payout.remainder();
            settled = settled.plus(Wei.of(clap));
        }
        assertThat(paid.times(100).plus(remainder)).isEqualTo(settled);
    }
}
