package dev.ovation.runtime.onchain.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovation.core.intent.BatchId;
import dev.ovation.core.payment.PaymentId;
import java.math.BigInteger;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class LegsProperties {

    @Property
    void aSetOfLegsSurvivesItsBitmap(@ForAll Set<@IntRange(max = 999) Integer> legs) {
        BitSet set = new BitSet();
        legs.forEach(set::set);
        List<BigInteger> bitmap = Legs.bitmap(set, 1_000);

        assertThat(bitmap).hasSize(4);
        assertThat(Legs.set(bitmap)).isEqualTo(set);
    }

    @Example
    void legIIsBitIModulo256OfWordIOver256() {
        BitSet set = new BitSet();
        set.set(0);
        set.set(257);

        assertThat(Legs.bitmap(set, 258)).containsExactly(BigInteger.ONE, BigInteger.TWO);
        assertThatThrownBy(() -> Legs.bitmap(set, 257)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void idsSurviveTheirWords(@ForAll long high, @ForAll long low) {
        PaymentId payment = new PaymentId(new UUID(high, low));
        BatchId batch = new BatchId(new UUID(high, low));

        assertThat(Words.payment(Words.of(payment))).isEqualTo(payment);
        assertThat(BatchId.ofChain(new BigInteger(1, Words.of(batch).bytes()))).isEqualTo(batch);
    }
}
