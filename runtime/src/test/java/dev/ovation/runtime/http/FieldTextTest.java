package dev.ovation.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovation.core.value.Address;
import java.math.BigInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts are numbers and addresses: those of the ASCII digits alone. */
class FieldTextTest {

    private static final String DIGITS = "5aaeb6053f3e94c9b9a09f33669435e7ef1beaed";

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "9", "10", "115792089237316195423570985008687907853269984665640564039457584007913129639935"
            })
    void unsignedIntegers(String text) {
        assertThat(new FieldText("cap", text).uint256()).isEqualTo(new BigInteger(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "01",
                "-1",
                "+1",
                "1.0",
                "1e3",
                " 1",
                "1 ",
                "0x1",
                "١",
                "１",
                "115792089237316195423570985008687907853269984665640564039457584007913129639936",
                "1000000000000000000000000000000000000000000000000000000000000000000000000000000"
            })
    void noUnsignedIntegers(String text) {
        FieldText field = new FieldText("cap", text);
        assertThatThrownBy(field::uint256).isInstanceOf(InvalidInput.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x" + DIGITS, "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"})
    void addresses(String text) {
        assertThat(new FieldText("owner", text).address()).isEqualTo(Address.of("0x" + DIGITS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0x",
                DIGITS,
                "0X" + DIGITS,
                "0x" + DIGITS + "0",
                "0xg" + "aaeb6053f3e94c9b9a09f33669435e7ef1beaed",
                "0x１" + "aaeb6053f3e94c9b9a09f33669435e7ef1beaed",
                "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD"
            })
    void noAddresses(String text) {
        FieldText field = new FieldText("owner", text);
        assertThatThrownBy(field::address).isInstanceOf(InvalidInput.class);
    }
}
