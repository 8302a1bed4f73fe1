package dev.ovation.core.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class WeiProperties {

    private static final BigInteger MAX = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

    @Provide
    Arbitrary<BigInteger> wei() {
        return Arbitraries.bigIntegers().between(BigInteger.ZERO, MAX);
    }

    @Property
    void every_amount_survives_being_written_in_tokens(@ForAll("wei") BigInteger value) {
        Wei wei = new Wei(value);
        assertThat(Wei.parseTokens(wei.toTokens())).isEqualTo(wei);
        assertThat(new BigDecimal(wei.toTokens())).isEqualByComparingTo(new BigDecimal(value, 18));
        assertThat(Wei.ofWei(wei.toString())).isEqualTo(wei);
    }

    @Property
    void arbitrary_text_is_an_exact_amount_or_refused(@ForAll String text) {
        try {
            assertThat(Wei.parseTokens(text).toTokens()).isNotEmpty();
            assertThat(text).matches("(0|[1-9][0-9]*)(\\.[0-9]{1,18})?");
        } catch (InvalidAmount refused) {
            assertThat(refused.reason()).isNotNull();
        }
    }

    @Property
    void arithmetic_is_exact_or_throws(@ForAll("wei") BigInteger a, @ForAll("wei") BigInteger b) {
        Wei one = new Wei(a);
        Wei other = new Wei(b);
        if (a.add(b).bitLength() > 256) {
            assertThatThrownBy(() -> one.plus(other)).isInstanceOf(ArithmeticException.class);
        } else {
            assertThat(one.plus(other).minus(other)).isEqualTo(one);
        }
        if (a.compareTo(b) < 0) {
            assertThatThrownBy(() -> one.minus(other)).isInstanceOf(ArithmeticException.class);
            assertThat(one.minusOrZero(other)).isEqualTo(Wei.ZERO);
        }
        assertThat(one.min(other).value()).isEqualTo(a.min(b));
    }
}
