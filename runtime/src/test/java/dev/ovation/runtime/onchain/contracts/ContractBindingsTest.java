package dev.ovation.runtime.onchain.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.chain.abi.AbiEvent;
import dev.ovation.chain.abi.AbiFunction;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every function and event that we use exists in the compiled contracts, and each constant is what its name says. */
class ContractBindingsTest {

    private static final List<Class<?>> BINDINGS =
            List.of(TkContract.class, TkiContract.class, ValidatorContract.class, ControllerContract.class);

    /** Named so because a function of the same name exists. */
    private static final Map<String, String> RENAMED = Map.of("PAYMENT_MINTED_EVENT", "PAYMENT_MINTED");

    @Test
    void everyBindingIsDeclaredByItsContract() throws IllegalAccessException {
        int checked = 0;
        for (Class<?> binding : BINDINGS) {
            for (Field field : binding.getDeclaredFields()) {
                String name = RENAMED.getOrDefault(field.getName(), field.getName());
                field.setAccessible(true);
                Object value = field.get(null);
                if (value instanceof AbiFunction function) {
                    assertThat(upperSnake(function.name())).isEqualTo(name);
                    checked++;
                } else if (value instanceof AbiEvent event) {
                    assertThat(upperSnake(event.name())).isEqualTo(name);
                    checked++;
                }
            }
        }
        assertThat(checked).isGreaterThan(40);
    }

    private static String upperSnake(String name) {
        return name.equals(name.toUpperCase(Locale.ROOT))
                ? name
                : name.replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
    }

    @Test
    void skipReasonsAreThoseOfTheContracts() throws IOException {
        String types = Files.readString(Path.of("../contracts/src/interfaces/OvationTypes.sol"));
        String body = types.substring(types.indexOf("enum SkipReason {") + 17);
        List<String> declared = Stream.of(body.substring(0, body.indexOf('}')).split(","))
                .map(String::strip)
                .toList();

        for (int reason = 0; reason < declared.size(); reason++) {
            assertThat(SkipReasons.name(reason)).isEqualTo(declared.get(reason));
        }
        assertThat(SkipReasons.name(declared.size())).startsWith("SkipReason");
    }
}
