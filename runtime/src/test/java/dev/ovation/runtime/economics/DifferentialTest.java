package dev.ovation.runtime.economics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.ovation.chain.rpc.Receipt;
import dev.ovation.core.economics.Economy;
import dev.ovation.core.economics.Operation;
import dev.ovation.core.economics.Operation.Outcome;
import dev.ovation.core.economics.RandomLife;
import dev.ovation.core.economics.SkipReason;
import dev.ovation.runtime.deploy.DeploySettings;
import dev.ovation.runtime.deploy.Deployment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The same random lives in the model and in the contracts. After every operation both must tell the same of every
 * balance, earned interest included, of escrow, supplies, caps, nonces, legs and payouts, to the wei.
 *
 * <p>{@code -Dovation.long=true} lives many more of them; {@code -Dovation.seed=N} only that one.
 */
class DifferentialTest {

    private static final boolean LONG = Boolean.getBoolean("ovation.long");
    private static final Duration TIME = LONG ? Duration.ofMinutes(20) : Duration.ofSeconds(40);
    private static final int FEWEST_LIVES = 12;
    private static final int STEPS = 150;

    /** How often what happened, so that a life in which nothing succeeds does not pass for a test. */
    private final Map<String, Integer> done = new TreeMap<>();

    private final Map<String, Integer> refused = new TreeMap<>();
    private final Map<SkipReason, Integer> legs = new EnumMap<>(SkipReason.class);
    private int comparisons;

    @Test
    void the_contracts_and_the_model_agree_after_every_operation_to_the_wei() {
        Long only = Long.getLong("ovation.seed");
        int lives = 0;
        try (ChainUnderTest chain = new ChainUnderTest()) {
            long started = System.nanoTime();
            while (only == null ? lives < FEWEST_LIVES || System.nanoTime() - started < TIME.toNanos() : lives == 0) {
                live(chain, only == null ? lives + 1 : only);
                lives++;
            }
        }
        System.out.printf(
                "%d lives, %d operations compared%ndone %s%nrefused %s%nlegs %s%n",
                lives, comparisons, done, refused, legs);
        if (only == null) {
            assertThat(done.keySet())
                    .containsAll(Stream.of(Operation.class.getPermittedSubclasses())
                            .map(Class::getSimpleName)
                            .toList())
                    .contains("paid", "postponed");
            assertThat(legs.keySet()).containsExactlyInAnyOrder(SkipReason.values());
            assertThat(refused).hasSizeGreaterThanOrEqualTo(25);
        }
    }

    private void live(ChainUnderTest chain, long seed) {
        chain.backToTheBeginning();
        Deployment at = chain.deployment();
        Economy model = new Economy(
                at.genesis(),
                chain.index(),
                DeploySettings.ordinary().dailyMintLimit(),
                at.controller(),
                Set.of(at.tk(), at.tki(), at.validator(), at.controller()));
        // Two days later: deploying and granting the roles took some seconds of the chain's time.
        RandomLife life =
                new RandomLife(new Random(seed), model, chain.cast(), at.controller(), at.genesis() + 2 * 86_400);
        Comparison comparison = new Comparison(chain, model, life);
        List<Operation> beginning = new ArrayList<>(life.beginning());
        int steps = beginning.size() + STEPS;
        for (int step = 0; step < steps; step++) {
            long second = life.nextSecond();
            Operation operation = beginning.isEmpty() ? life.next() : beginning.removeFirst();
            Calls.Call call = chain.calls().of(operation, generationBefore(operation, model));
            Outcome modelled = operation.play(model, second);
            Receipt receipt = chain.send(call, second);
            Outcome happened = receipt.succeeded()
                    ? new Answers(at.controller()).read(operation, receipt)
                    : new Outcome.Refused(chain.refusalOf(receipt));
            String where = "seed %d, step %d, second %d: %s%n".formatted(seed, step, second, operation);
            if (!modelled.equals(happened)) {
                fail("%smodel     %s%ncontracts %s", where, modelled, happened);
            }
            comparison.difference(second).ifPresent(difference -> fail(where + difference));
            count(operation, modelled);
        }
    }

    private static long generationBefore(Operation operation, Economy model) {
        return operation instanceof Operation.RevokeAll revoke
                ? model.permissions().generation(revoke.owner())
                : 0;
    }

    private void count(Operation operation, Outcome outcome) {
        comparisons++;
        switch (outcome) {
            case Outcome.Refused(String error) -> refused.merge(error, 1, Integer::sum);
            case Outcome.Done(List<SkipReason> skipped, var payouts) -> {
                done.merge(operation.getClass().getSimpleName(), 1, Integer::sum);
                skipped.forEach(reason -> legs.merge(reason, 1, Integer::sum));
                payouts.forEach(payout -> done.merge(payout.postponed() ? "postponed" : "paid", 1, Integer::sum));
            }
        }
    }
}
