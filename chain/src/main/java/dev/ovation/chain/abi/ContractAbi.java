package dev.ovation.chain.abi;

import dev.ovation.chain.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The ABI of one contract, read from its JSON. */
public final class ContractAbi {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final Map<String, AbiFunction> functions = new HashMap<>();
    private final Map<String, AbiEvent> events = new HashMap<>();
    private final List<RevertReasons.Declared> errors = new ArrayList<>();
    private AbiCodec constructor = new AbiCodec(List.of());

    private ContractAbi() {}

    /**
     * Reads an ABI array, or a compiler artifact that has one under {@code abi}.
     *
     * @throws IllegalArgumentException if the JSON holds no ABI
     */
    public static ContractAbi parse(String json) {
        JsonNode root = JSON.readTree(json);
        JsonNode entries = root.isArray() ? root : root.path("abi");
        if (!entries.isArray()) {
            throw new IllegalArgumentException("the JSON holds no ABI");
        }
        ContractAbi abi = new ContractAbi();
        entries.forEach(abi::add);
        return abi;
    }

    private void add(JsonNode entry) {
        String name = entry.path("name").asString("");
        switch (entry.path("type").asString("")) {
            case "function" -> {
                AbiFunction function =
                        new AbiFunction(name, parameters(entry.path("inputs")), parameters(entry.path("outputs")));
                functions.put(function.signature(), function);
                functions.putIfAbsent(name, function);
            }
            case "event" -> {
                AbiEvent event = new AbiEvent(name, parameters(entry.path("inputs")));
                events.put(event.signature(), event);
                events.putIfAbsent(name, event);
            }
            case "error" -> errors.add(new RevertReasons.Declared(name, parameters(entry.path("inputs"))));
            case "constructor" -> constructor = new AbiCodec(parameters(entry.path("inputs")));
            default -> {
                // receive and fallback have nothing to encode.
            }
        }
    }

    private static List<AbiParameter> parameters(JsonNode list) {
        List<AbiParameter> parameters = new ArrayList<>();
        for (JsonNode entry : list) {
            AbiType type = TypeParser.parse(entry.path("type").asString(""), parameters(entry.path("components")));
            boolean indexed = entry.path("indexed").asBoolean(false);
            parameters.add(new AbiParameter(entry.path("name").asString(""), type, indexed));
        }
        return List.copyOf(parameters);
    }

    /**
     * A function by its name, or by its whole signature where it is overloaded.
     *
     * @throws IllegalArgumentException if there is none
     */
    public AbiFunction function(String nameOrSignature) {
        return found(functions.get(nameOrSignature), nameOrSignature);
    }

    /**
     * @throws IllegalArgumentException if there is none
     */
    public AbiEvent event(String nameOrSignature) {
        return found(events.get(nameOrSignature), nameOrSignature);
    }

    private static <T> T found(@Nullable T entry, String name) {
        if (entry == null) {
            throw new IllegalArgumentException("the ABI has no " + name);
        }
        return entry;
    }

    /** The data of a transaction that creates the contract: its code, then the encoded arguments. */
    public Bytes creation(Bytes bytecode, Object... arguments) {
        return Bytes.wrap(constructor.encode(bytecode.toArray(), List.of(arguments)));
    }

    List<RevertReasons.Declared> errors() {
        return errors;
    }
}
