package dev.ovation.chain.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.chain.Bytes;
import dev.ovation.chain.rpc.BlockRef;
import dev.ovation.chain.rpc.EvmCalls;
import dev.ovation.chain.rpc.RpcFailure;
import dev.ovation.chain.testing.Await;
import dev.ovation.chain.testing.FaultyProxy.Fault;
import dev.ovation.core.value.Address;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything at once, drawn from a seed: requests, blocks, re-orgs, crashes, lost answers, lies, forgotten transactions,
 * strangers. In the end every request that was accepted has been executed, and once.
 */
class OwnerSimulationTest {

    private static final Address NOBODY = Address.of("0x000000000000000000000000000000000000dead");
    private static final List<String> METHODS = List.of(
            "eth_sendRawTransaction",
            "eth_sendRawTransaction",
            "eth_getTransactionReceipt",
            "eth_getTransactionByHash",
            "eth_getTransactionCount",
            "eth_getBlockByNumber",
            "eth_feeHistory");
    private static final List<Fault> FAULTS = List.of(
            new Fault.LoseAnswer(),
            new Fault.LoseAnswer(),
            new Fault.Busy(),
            new Fault.Garbage(),
            new Fault.Reject(-32000, "internal error"));
    private static final List<Fault> LIES = List.of(
            new Fault.Swallow(),
            new Fault.Reject(-32000, "nonce too low"),
            new Fault.Reject(-32000, "nonce too high"),
            new Fault.Reject(-32000, "already known"),
            new Fault.Reject(-32000, "replacement transaction underpriced"),
            new Fault.Reject(-32000, "txpool is full"));

    /** Twenty, or as many as {@code -Dovation.simulation.seeds} says. */
    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("ovation.simulation.seeds", 20));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyRequestIsExecutedOnce(long seed) {
        Random random = new Random(seed);
        try (OwnerFixture fixture = new OwnerFixture()) {
            Map<String, CompletableFuture<Outcome>> futures = new LinkedHashMap<>();
            fixture.node.mine(OwnerFixture.FINALITY);
            TransactionOwner owner = fixture.start();
            for (int step = 0; step < 60; step++) {
                switch (random.nextInt(12)) {
                    case 0, 1, 2 -> {
                        String key = "m" + futures.size();
                        futures.put(key, owner.submit(fixture.mark(key)));
                    }
                    case 3, 4 -> fixture.node.mine(1 + random.nextInt(2));
                    case 5 -> fixture.node.reorg(1 + random.nextInt(OwnerFixture.FINALITY - 1));
                    case 6 -> {
                        owner.close();
                        owner = fixture.start();
                        for (String key : futures.keySet()) {
                            futures.put(key, owner.submit(fixture.mark(key)));
                        }
                    }
                    case 7 ->
                        fixture.proxy.next(
                                METHODS.get(random.nextInt(METHODS.size())), FAULTS.get(random.nextInt(FAULTS.size())));
                    case 8 -> fixture.proxy.next("eth_sendRawTransaction", LIES.get(random.nextInt(LIES.size())));
                    case 9 -> fixture.clock.advance(Duration.ofSeconds(random.nextInt(70)));
                    case 10 -> fixture.node.dropAllTransactions();
                    default -> {
                        if (random.nextInt(3) == 0) {
                            sendAsStranger(fixture);
                        }
                    }
                }
                if (random.nextBoolean()) {
                    fixture.awaitLooksOrIdle(owner);
                }
            }
            fixture.proxy.heal();
            TransactionOwner last = owner;
            Await.until("every request has its outcome and is final", () -> {
                fixture.clock.advance(Duration.ofSeconds(5));
                fixture.node.mine(1);
                return futures.values().stream().allMatch(CompletableFuture::isDone)
                        && fixture.journal.open(fixture.address()).isEmpty();
            });
            futures.forEach((key, future) -> {
                // An outcome that was told before a re-org may be of a dropped block; the record knows the last word.
                assertThat(OwnerFixture.outcome(last.submit(fixture.mark(key)))).isInstanceOf(Outcome.Mined.class);
                assertThat(fixture.probe.seen(key)).as("seed %d, %s", seed, key).isEqualTo(1);
            });
        }
    }

    private static void sendAsStranger(OwnerFixture fixture) {
        long nonce = fixture.node.client().call(EvmCalls.nonce(fixture.address(), BlockRef.PENDING));
        try {
            fixture.node.sendUnlocked(fixture.address(), NOBODY, Bytes.EMPTY, nonce);
        } catch (RpcFailure.Rejected e) {
            // The owner was faster.
        }
    }
}
