package dev.ovation.chain.tx;

import static org.assertj.core.api.Assertions.assertThat;

import com.esaulpaugh.headlong.rlp.RLPDecoder;
import com.esaulpaugh.headlong.rlp.RLPItem;
import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Size;

/** An independent strict decoder, which refuses every non-canonical encoding, reads back what was written. */
class RlpProperties {

    @Property
    void stringsComeBack(@ForAll @Size(max = 70_000) byte[] bytes) {
        byte[] encoded = Rlp.string(bytes);
        RLPItem item = RLPDecoder.RLP_STRICT.wrapItem(encoded);
        assertThat(item.asBytes()).isEqualTo(bytes);
        assertThat(item.encodingLength()).isEqualTo(encoded.length);
    }

    @Property
    void integersComeBack(@ForAll @BigRange(min = "0") BigInteger value) {
        RLPItem item = RLPDecoder.RLP_STRICT.wrapItem(Rlp.integer(value));
        assertThat(item.asBigInt(false)).isEqualTo(value);
    }

    @Property
    void listsComeBack(@ForAll @Size(max = 40) List<@Size(max = 60) byte[]> items) {
        byte[] encoded = Rlp.list(items.stream().map(Rlp::string).toList());
        List<RLPItem> decoded =
                RLPDecoder.RLP_STRICT.wrapItem(encoded).asRLPList().elements();
        assertThat(decoded.stream().map(RLPItem::asBytes).toList())
                .usingRecursiveComparison()
                .isEqualTo(items);
        assertThat(encoded).isEqualTo(com.esaulpaugh.headlong.rlp.RLPEncoder.list(items.toArray()));
    }
}
