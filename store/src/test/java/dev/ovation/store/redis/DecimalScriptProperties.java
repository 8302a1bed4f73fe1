package dev.ovation.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.store.testing.RedisServer;
import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** The scripts' decimal arithmetic against BigInteger's, on numbers of up to 256 bits and around the limbs' borders. */
class DecimalScriptProperties {

    private static final Script CALCULATE = Script.of("decimal", "calculate");
    private static RedisServer server;
    private static Redis redis;

    @BeforeContainer
    static void start() {
        server = RedisServer.start();
        redis = server.connect();
    }

    @AfterContainer
    static void stop() {
        redis.close();
        server.close();
    }

    @Property(tries = 500)
    void addsComparesAndSubtractsExactly(@ForAll("amounts") BigInteger a, @ForAll("amounts") BigInteger b) {
        List<?> answer =
                (List<?>) redis.call(client -> CALCULATE.run(client, List.of(), List.of(a.toString(), b.toString())));
        assertThat(answer.get(0)).isEqualTo(a.add(b).toString());
        assertThat(answer.get(1)).isEqualTo(a.subtract(b).max(BigInteger.ZERO).toString());
        assertThat(answer.get(2)).isEqualTo(a.compareTo(b) < 0 ? 1L : 0L);
    }

    @Provide
    Arbitrary<BigInteger> amounts() {
        Arbitrary<BigInteger> any = Arbitraries.bigIntegers()
                .between(BigInteger.ZERO, BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE));
        Arbitrary<BigInteger> nearLimbs = Arbitraries.integers()
                .between(0, 77)
                .flatMap(power -> Arbitraries.integers()
                        .between(-2, 2)
                        .map(offset -> BigInteger.TEN
                                .pow(power)
                                .add(BigInteger.valueOf(offset))
                                .max(BigInteger.ZERO)));
        return Arbitraries.oneOf(any, nearLimbs);
    }
}
