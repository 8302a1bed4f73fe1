package dev.ovation.chain.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovation.chain.Bytes;
import dev.ovation.chain.testing.AnvilNode;
import dev.ovation.chain.testing.Await;
import dev.ovation.chain.testing.FaultyProxy;
import dev.ovation.chain.testing.FaultyProxy.Fault;
import dev.ovation.chain.testing.ManualClock;
import dev.ovation.core.value.Address;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailoverRpcClientTest {

    private final AnvilNode node = AnvilNode.start();
    private final FaultyProxy first = FaultyProxy.before(node);
    private final FaultyProxy second = FaultyProxy.before(node);
    private final ManualClock clock = new ManualClock();
    private final FailoverPolicy policy = new FailoverPolicy(3, Duration.ofSeconds(1), Duration.ofSeconds(30), 3);
    private final List<HttpEndpoint> endpoints =
            List.of(endpoint("first", first.url()), endpoint("second", second.url()));
    private final FailoverRpcClient rpc = new FailoverRpcClient(endpoints, policy, clock);

    private static HttpEndpoint endpoint(String name, URI url) {
        return endpoint(name, url, Duration.ofSeconds(20));
    }

    /** An endpoint that the machine alone may stall is waited for; only what never comes is given up soon. */
    private static HttpEndpoint endpoint(String name, URI url, Duration answerWithin) {
        return new HttpEndpoint(name, url, Map.of(), new RpcLimits(answerWithin, 1 << 20, 3));
    }

    @BeforeEach
    void mine() {
        node.mine(10);
    }

    @AfterEach
    void end() {
        endpoints.forEach(HttpEndpoint::close);
        first.close();
        second.close();
        node.close();
    }

    private long ask() {
        return rpc.call(EvmCalls.blockNumber());
    }

    @Test
    void theFirstOfEqualsIsAsked() {
        assertThat(ask()).isEqualTo(10);
        assertThat(second.total()).isZero();
    }

    @Test
    void aReadThatGotLostIsAskedOfTheNext() {
        for (Fault fault : List.of(new Fault.Busy(), new Fault.LoseAnswer(), new Fault.Garbage())) {
            first.next("eth_blockNumber", fault);
            second.next("eth_blockNumber", fault);
            assertThatThrownBy(this::ask).isInstanceOf(RpcFailure.class);
            assertThat(ask()).isEqualTo(10);
        }
    }

    @Test
    void aReadWhoseAnswerNeverComesIsAskedOfTheNext() {
        try (HttpEndpoint one = endpoint("first", first.url(), Duration.ofSeconds(3));
                HttpEndpoint other = endpoint("second", second.url(), Duration.ofSeconds(3))) {
            FailoverRpcClient impatient = new FailoverRpcClient(List.of(one, other), policy, clock);
            first.next("eth_blockNumber", new Fault.Hang());
            second.next("eth_blockNumber", new Fault.Hang());
            assertThatThrownBy(() -> impatient.call(EvmCalls.blockNumber())).isInstanceOf(RpcFailure.class);
            assertThat(impatient.call(EvmCalls.blockNumber())).isEqualTo(10);
        }
    }

    @Test
    void aBroadcastWhoseAnswerGotLostIsNotRepeatedElsewhere() {
        first.always("eth_sendRawTransaction", new Fault.LoseAnswer());
        assertThatThrownBy(() -> rpc.call(EvmCalls.sendRawTransaction(Bytes.of("0x02"))))
                .isInstanceOf(RpcFailure.OutcomeUnknown.class);
        assertThat(second.total()).isZero();
    }

    @Test
    void aBroadcastThatNobodyTookGoesToTheNext() {
        first.always(new Fault.Busy());
        assertThatThrownBy(() -> rpc.call(EvmCalls.sendRawTransaction(Bytes.of("0x02"))))
                .isInstanceOf(RpcFailure.Rejected.class);
        assertThat(second.total()).isEqualTo(1);
    }

    @Test
    void anAnsweredErrorIsAnAnswer() {
        first.always("eth_call", new Fault.Reject(3, "execution reverted"));
        assertThatThrownBy(() -> rpc.call(EvmCalls.call(CallRequest.to(Address.ZERO, Bytes.EMPTY), BlockRef.LATEST)))
                .isInstanceOfSatisfying(
                        RpcFailure.Rejected.class, e -> assertThat(e.code()).isEqualTo(3));
        assertThat(second.total()).isZero();
    }

    /** A limit, a failure inside, a block that it has not seen: nothing that the call is to blame for. */
    static Stream<Fault> errorsOfTheNodeItself() {
        return Stream.of(
                new Fault.Reject(-32005, "limit exceeded"),
                new Fault.Reject(429, "Your app has exceeded its compute units per second capacity"),
                new Fault.Reject(-32603, "internal error"),
                new Fault.Reject(-32000, "header not found"),
                new Fault.Reject(-32000, "missing trie node"));
    }

    @ParameterizedTest
    @MethodSource("errorsOfTheNodeItself")
    void anErrorOfTheNodeItselfIsAskedOfTheNextAndCountsAgainstIt(Fault error) {
        first.always("eth_estimateGas", error);
        first.always("eth_blockNumber", error);
        CallRequest call = CallRequest.to(Address.ZERO, Bytes.EMPTY);
        assertThat(rpc.call(EvmCalls.estimateGas(call))).isPositive();
        rpc.probe();
        rpc.probe();
        assertThat(rpc.status().getFirst().open()).isFalse();
        assertThat(rpc.status().getLast().open()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("errorsOfTheNodeItself")
    void anErrorOfOneItemSendsItsWholeBatchToTheNext(Fault error) {
        first.always("eth_chainId", error);
        RpcBatch batch = rpc.newBatch();
        RpcBatch.Answer<Long> chain = batch.add(EvmCalls.chainId());
        RpcBatch.Answer<Long> number = batch.add(EvmCalls.blockNumber());
        batch.send();
        assertThat(chain.get()).isEqualTo(31337);
        assertThat(number.get()).isEqualTo(10);
        assertThat(second.count("eth_blockNumber")).isEqualTo(1);
    }

    @Test
    void whatEveryNodeAnswersWithAnErrorOfItsOwnIsRejectedAndNoRevert() {
        first.always("eth_estimateGas", new Fault.Reject(-32005, "limit exceeded"));
        second.always("eth_estimateGas", new Fault.Reject(-32603, "internal error"));
        assertThatThrownBy(() -> rpc.call(EvmCalls.estimateGas(CallRequest.to(Address.ZERO, Bytes.EMPTY))))
                .isInstanceOfSatisfying(
                        RpcFailure.Rejected.class, e -> assertThat(e.reverted()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "execution reverted",
                "VM Exception while processing transaction: revert",
                "VM execution error.",
                "EVM error OutOfGas",
                "out of gas",
                "gas required exceeds allowance (30000000)",
                "invalid opcode: INVALID",
                "stack underflow (0 <=> 1)"
            })
    void theWordsOfTheEvmAreAnAnswerUnderAnyCode(String words) {
        first.always("eth_estimateGas", new Fault.Reject(-32000, words));
        assertThatThrownBy(() -> rpc.call(EvmCalls.estimateGas(CallRequest.to(Address.ZERO, Bytes.EMPTY))))
                .isInstanceOfSatisfying(
                        RpcFailure.Rejected.class, e -> assertThat(e.reverted()).isTrue());
        assertThat(second.total()).isZero();
    }

    @Test
    void logsOfTooManyBlocksAreNoFaultOfTheNode() {
        for (FaultyProxy proxy : List.of(first, second)) {
            proxy.always("eth_getLogs", new Fault.Reject(-32005, "query returned more than 10000 results"));
        }
        LogFilter filter = new LogFilter(List.of(), List.of());
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> rpc.call(EvmCalls.logs(filter, 0, 10))).isInstanceOf(RpcFailure.Rejected.class);
        }
        assertThat(second.count("eth_getLogs")).isEqualTo(5);
        assertThat(rpc.status()).allMatch(EndpointStatus::open);
    }

    @Test
    void aRefusedBroadcastIsAnAnswerAndNoFaultOfTheNode() {
        first.always("eth_sendRawTransaction", new Fault.Reject(-32000, "nonce too low"));
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> rpc.call(EvmCalls.sendRawTransaction(Bytes.of("0x02"))))
                    .isInstanceOf(RpcFailure.Rejected.class);
        }
        assertThat(second.total()).isZero();
        assertThat(rpc.status()).allMatch(EndpointStatus::open);
    }

    @Test
    void anOpenCircuitKeepsRequestsAwayUntilItsTimeIsOver() {
        first.always(new Fault.Busy());
        for (int i = 0; i < 5; i++) {
            ask();
        }
        // The error rate alone turns requests away after the first failure; probing keeps asking.
        rpc.probe();
        rpc.probe();
        long asked = first.total();
        assertThat(rpc.status().getFirst().open()).isFalse();
        rpc.probe();
        assertThat(first.total()).isEqualTo(asked);
        clock.advance(Duration.ofSeconds(2));
        first.heal();
        rpc.probe();
        assertThat(first.total()).isEqualTo(asked + 1);
        assertThat(rpc.status().getFirst().open()).isTrue();
    }

    @Test
    void everyFailureOpensTheCircuitForLonger() {
        EndpointHealth health = new EndpointHealth(policy, clock);
        health.failed();
        health.failed();
        assertThat(health.admits()).isTrue();
        health.failed();
        assertThat(health.admits()).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(health.admits()).isTrue();
        health.failed();
        clock.advance(Duration.ofSeconds(1));
        assertThat(health.admits()).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(health.admits()).isTrue();
        for (int i = 0; i < 20; i++) {
            health.failed();
        }
        clock.advance(Duration.ofSeconds(30));
        assertThat(health.admits()).isTrue();
        health.succeeded(Duration.ofMillis(5));
        health.failed();
        assertThat(health.admits()).isTrue();
    }

    /** An outage of all ends when the first is back, not when the last of the longer and longer pauses is over. */
    @Test
    void whereEveryCircuitIsOpenEachEndpointIsTriedOnceInAWhile() {
        first.always(new Fault.Busy());
        second.always(new Fault.Busy());
        for (int failure = 0; failure < 10; failure++) {
            assertThatThrownBy(this::ask).isInstanceOf(RpcFailure.class);
            clock.advance(policy.openFor());
        }
        long asked = first.total() + second.total();
        assertThatThrownBy(this::ask).isInstanceOf(RpcFailure.class);
        assertThatThrownBy(this::ask).isInstanceOf(RpcFailure.Unreachable.class);
        assertThat(first.total() + second.total()).as("tried once").isEqualTo(asked + 2);

        second.heal();
        clock.advance(policy.openFor());
        assertThat(ask()).isEqualTo(10);
        assertThat(ask()).isEqualTo(10);
    }

    @Test
    void anEndpointThatLagsIsAskedLast() {
        first.always("eth_blockNumber", new Fault.Answer("0x2"));
        rpc.probe();
        assertThat(rpc.status().getFirst().lag()).isEqualTo(8);
        rpc.call(EvmCalls.chainId());
        assertThat(first.count("eth_chainId")).isZero();
        assertThat(second.count("eth_chainId")).isEqualTo(1);
        second.always(new Fault.Busy());
        rpc.call(EvmCalls.chainId());
        assertThat(first.count("eth_chainId")).isEqualTo(1);
    }

    @Test
    void useItselfComparesTheHeadsNowAndThen() {
        first.always("eth_blockNumber", new Fault.Answer("0x2"));
        rpc.call(EvmCalls.chainId());
        clock.advance(Duration.ofSeconds(6));
        rpc.call(EvmCalls.chainId());
        Await.until("both were probed", () -> rpc.status().getFirst().lag() == 8);
        // The call that set this off may have been decided before its end, or after.
        long before = second.count("eth_chainId");
        rpc.call(EvmCalls.chainId());
        assertThat(second.count("eth_chainId")).isEqualTo(before + 1);
    }

    @Test
    void manyCallsTravelInFewExchangesAndComeBackInOrder() {
        RpcBatch batch = rpc.newBatch();
        RpcBatch.Answer<Long> number = batch.add(EvmCalls.blockNumber());
        List<RpcBatch.Answer<Optional<Block>>> blocks = LongStream.rangeClosed(0, 10)
                .mapToObj(n -> batch.add(EvmCalls.block(BlockRef.number(n))))
                .toList();
        RpcBatch.Answer<Optional<Block>> none = batch.add(EvmCalls.block(BlockRef.number(999)));
        batch.send();
        assertThat(number.get()).isEqualTo(10);
        for (int i = 0; i <= 10; i++) {
            assertThat(blocks.get(i).get()).get().extracting(Block::number).isEqualTo((long) i);
        }
        assertThat(none.get()).isEmpty();
    }

    @Test
    void oneBadCallSpoilsNotTheOthersOfItsBatch() {
        first.next("eth_chainId", new Fault.Reject(-32000, "no"));
        second.next("eth_chainId", new Fault.Reject(-32000, "no"));
        RpcBatch batch = rpc.newBatch();
        RpcBatch.Answer<Long> bad = batch.add(EvmCalls.chainId());
        RpcBatch.Answer<Long> good = batch.add(EvmCalls.blockNumber());
        assertThatThrownBy(good::get).isInstanceOf(IllegalStateException.class);
        batch.send();
        assertThat(good.get()).isEqualTo(10);
        assertThatThrownBy(bad::get).isInstanceOf(RpcFailure.Rejected.class);
    }

    @Test
    void anAnswerAboveTheLimitIsNotRead() {
        first.always("eth_getCode", new Fault.Answer("0x" + "00".repeat(1 << 20)));
        second.always("eth_getCode", new Fault.Answer("0x" + "00".repeat(1 << 20)));
        assertThatThrownBy(() -> rpc.call(EvmCalls.code(Address.ZERO, BlockRef.LATEST)))
                .isInstanceOf(RpcFailure.OutcomeUnknown.class);
    }

    @Test
    void aResultThatMakesNoSenseIsAnUnknownOutcome() {
        for (Object nonsense : new Object[] {"banana", "0x", "0xzz", "-1", 5, List.of(), Map.of("a", 1), true}) {
            first.next("eth_blockNumber", new Fault.Answer(nonsense));
            assertThatThrownBy(this::ask).isInstanceOf(RpcFailure.OutcomeUnknown.class);
        }
    }

    @Test
    void nobodyListeningIsUnreachable() {
        try (HttpEndpoint nobody = endpoint("nobody", URI.create("http://127.0.0.1:1"))) {
            assertThatThrownBy(() -> nobody.call(EvmCalls.chainId())).isInstanceOf(RpcFailure.Unreachable.class);
        }
    }
}
