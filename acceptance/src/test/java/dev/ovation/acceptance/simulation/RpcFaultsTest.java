package dev.ovation.acceptance.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.acceptance.simulation.ChainTruth.LegState;
import dev.ovation.chain.abi.AbiFunction;
import dev.ovation.chain.testing.FaultyProxy;
import dev.ovation.chain.testing.FaultyProxy.Fault;
import dev.ovation.core.value.Wei;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * People give and pay in while the chain's endpoints misbehave. Once these have come to their senses, everything is
 * done, once, and the books agree to the wei.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RpcFaultsTest {

    private static final String SEND = "eth_sendRawTransaction";
    private static final String ESTIMATE = "eth_estimateGas";
    private static final int PAUSER = 6;
    private static final int GIFTS = 6;
    /** How many answers of each endpoint go wrong before it is well again. */
    private static final int WRONG_ANSWERS = 12;
    /** Likewise of those that open its circuit, which stays open twice as long each time. */
    private static final int WRONG_AT_ALL = 5;

    /**
     * @param first what the preferred endpoint does wrong, by method
     * @param second likewise the other one
     * @param lasting whether it lasts as long as the test, and not for some answers only
     * @param wrongAnswers how many of each endpoint, where it does not last
     */
    record Trouble(
            String name,
            Function<String, Optional<Fault>> first,
            Function<String, Optional<Fault>> second,
            boolean lasting,
            int wrongAnswers) {

        @Override
        public String toString() {
            return name;
        }
    }

    private final Random random = new Random(2);
    private House house;
    private Town town;
    private Person fan;
    private Person creator;
    private int round;

    @BeforeAll
    void start() {
        house = new House(new Wallet(random), Map.of());
        town = new Town(house, random);
        fan = town.newFan();
        creator = town.newCreator();
        town.payIn(fan, "1000");
    }

    @AfterEach
    void heal() {
        house.rpc.heal();
        house.secondRpc.heal();
    }

    @AfterAll
    void stop() {
        house.close();
    }

    static Stream<Trouble> troubles() {
        return Stream.of(
                both("takes a transaction and never answers", SEND, new Fault.Hang()),
                both("takes a transaction and breaks off", SEND, new Fault.LoseAnswer()),
                both("drops transactions silently", SEND, new Fault.Swallow()),
                both("says nonce too low", SEND, new Fault.Reject(-32000, "nonce too low")),
                both("says nonce too high", SEND, new Fault.Reject(-32000, "nonce too high")),
                both("says underpriced", SEND, new Fault.Reject(-32000, "replacement transaction underpriced")),
                both("says already known", SEND, new Fault.Reject(-32000, "already known")),
                both("says that its pool is full", SEND, new Fault.Reject(-32000, "txpool is full")),
                both("shows no receipts", "eth_getTransactionReceipt", new Fault.Answer(null)),
                both("shows an old head", "", new Fault.Lag(3)),
                both("answers 429", "", new Fault.Status(429)),
                both("answers 502", "", new Fault.Status(502)),
                both("answers with a page", "", new Fault.Garbage()),
                both("breaks off", "", new Fault.BreakOff()),
                first("is dead while the other one is well", new Fault.BreakOff()),
                first("never answers while the other one does", new Fault.Hang()),
                first("lags while the other one is well", new Fault.Lag(6)),
                first("asks for patience while the other one is well", new Fault.Status(429)));
    }

    /**
     * @param method empty for all
     */
    private static Trouble both(String name, String method, Fault fault) {
        return new Trouble(
                name, some(method, fault), some(method, fault), false, method.isEmpty() ? WRONG_AT_ALL : WRONG_ANSWERS);
    }

    private static Trouble first(String name, Fault fault) {
        return new Trouble(name, _ -> Optional.of(fault), _ -> Optional.empty(), true, 0);
    }

    private static Function<String, Optional<Fault>> some(String method, Fault fault) {
        return asked -> method.isEmpty() || method.equals(asked) ? Optional.of(fault) : Optional.empty();
    }

    @ParameterizedTest(name = "an endpoint {0}")
    @MethodSource("troubles")
    void everything_is_done_once_the_endpoints_are_well(Trouble trouble) throws Exception {
        Wei before = town.chain.tk(fan.wallet.address());
        List<Wei> amounts = IntStream.rangeClosed(1, GIFTS)
                .mapToObj(i -> Wei.parseTokens("0.%03d%d".formatted(round, i)))
                .toList();
        round++;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            misbehave(house.rpc, trouble.first(), trouble);
            misbehave(house.secondRpc, trouble.second(), trouble);
            List<Future<String>> gifts = amounts.stream()
                    .map(amount -> threads.submit(() -> town.gift(fan, creator, amount)))
                    .toList();
            Future<String> payment = threads.submit(() -> town.openAndPay(fan, "3"));
            for (Future<String> gift : gifts) {
                String id = gift.get();
                Until.holds(
                        "submitted",
                        () -> fan.get("/api/contracts/intents/" + id)
                                .text("state")
                                .equals("submitted"));
                assertThat(town.leg(fan, id)).isEqualTo(LegState.OPEN);
            }
            town.awaitMinted(fan, payment.get());
            town.approve(fan);
            for (Future<String> gift : gifts) {
                assertThat(town.leg(fan, gift.get())).isEqualTo(LegState.APPROVED);
            }
        }
        heal();
        Wei given = amounts.stream().reduce(Wei.ZERO, Wei::plus);
        assertThat(town.chain.tk(fan.wallet.address()))
                .isEqualTo(before.plus(Wei.ofTokens(3)).minus(given));
        town.desk.awaitBooksInOrder(List.of(fan, creator), Until.ON_A_BUSY_MACHINE);
        assertThat(fan.all("/api/contracts/intents"))
                .as("nothing was taken twice")
                .hasSize(GIFTS * round);
    }

    static Stream<Fault> errorsOfTheNodeItself() {
        return Stream.of(
                new Fault.Reject(-32005, "limit exceeded"),
                new Fault.Reject(429, "Too Many Requests"),
                new Fault.Reject(-32603, "internal error"),
                new Fault.Reject(-32000, "header not found"));
    }

    /** Under HTTP 200, and of the estimate alone, so that it might be taken for the contract's word. */
    @ParameterizedTest
    @MethodSource("errorsOfTheNodeItself")
    void a_withdrawal_does_not_fail_by_an_error_that_is_the_nodes_own(Fault error) {
        town.payIn(creator, "10");
        Wei before = town.chain.tk(creator.wallet.address());
        long asked = estimates();
        house.rpc.next(WRONG_ANSWERS, ESTIMATE, error);
        house.secondRpc.next(WRONG_ANSWERS, ESTIMATE, error);
        String withdrawal = town.withdraw(creator, "3", "DE00");
        town.awaitWithdrawal(creator, withdrawal, "done");
        assertThat(estimates()).isGreaterThan(asked);
        assertThat(town.chain.tk(creator.wallet.address())).isEqualTo(before.minus(Wei.ofTokens(3)));
        town.desk.awaitBooksInOrder(List.of(creator), Until.ON_A_BUSY_MACHINE);
    }

    @Test
    void a_withdrawal_waits_for_the_end_of_an_emergency_pause() {
        town.payIn(creator, "10");
        asPauser("pause()");
        long asked = estimates();
        String withdrawal = town.withdraw(creator, "3", "DE00");
        Until.holds("the contract refused it, and again", () -> estimates() >= asked + 2);
        asPauser("unpause()");
        town.awaitWithdrawal(creator, withdrawal, "done");
        town.desk.awaitBooksInOrder(List.of(creator), Until.ON_A_BUSY_MACHINE);
    }

    private long estimates() {
        return house.rpc.count(ESTIMATE) + house.secondRpc.count(ESTIMATE);
    }

    private void asPauser(String function) {
        house.anvil.rpc(
                "eth_sendTransaction",
                Map.of(
                        "from", house.anvil.signer(PAUSER).address().toString(),
                        "to", house.deployment.controller().toString(),
                        "data", AbiFunction.of(function, "").encode().toString()));
    }

    /** Without a limit where the other endpoint is well; else until so many answers went wrong. */
    private static void misbehave(FaultyProxy proxy, Function<String, Optional<Fault>> wrong, Trouble trouble) {
        int[] left = {trouble.wrongAnswers()};
        proxy.weather(method -> {
            Optional<Fault> fault = wrong.apply(method);
            synchronized (left) {
                return fault.isPresent() && (trouble.lasting() || left[0]-- > 0) ? fault : Optional.empty();
            }
        });
    }
}
