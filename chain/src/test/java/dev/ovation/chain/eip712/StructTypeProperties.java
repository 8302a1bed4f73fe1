package dev.ovation.chain.eip712;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.chain.abi.AbiFunction;
import dev.ovation.chain.crypto.Keccak256;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import java.math.BigInteger;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** The words of a flat struct are those of the ABI: another encoder, fed with the same values, gives the same bytes. */
class StructTypeProperties {

    private record Flat(Address owner, BigInteger cap, long until, Bytes32 salt, boolean standing) {}

    private static final StructType<Flat> TYPE = StructType.<Flat>named("Flat")
            .address("owner", Flat::owner)
            .uint("cap", 256, Flat::cap)
            .uint64("until", 64, Flat::until)
            .bytes32("salt", Flat::salt)
            .bool("standing", Flat::standing)
            .build();
    private static final AbiFunction ENCODE = AbiFunction.of("f(bytes32,address,uint256,uint64,bytes32,bool)", "");

    @Property
    void hashesTheWordsOfTheAbi(
            @ForAll @Size(20) byte[] owner,
            @ForAll
                    @BigRange(
                            min = "0",
                            max = "115792089237316195423570985008687907853269984665640564039457584007913129639935")
                    BigInteger cap,
            @ForAll @LongRange(min = 0) long until,
            @ForAll @Size(32) byte[] salt,
            @ForAll boolean standing) {
        Flat flat = new Flat(Address.of(owner), cap, until, Bytes32.of(salt), standing);
        byte[] call = ENCODE.encode(
                        TYPE.typeHash(), flat.owner(), flat.cap(), flat.until(), flat.salt(), flat.standing())
                .toArray();
        assertThat(TYPE.hashStruct(flat)).isEqualTo(Keccak256.bytes(Arrays.copyOfRange(call, 4, call.length)));
    }
}
