package dev.ovation.chain.abi;

import dev.ovation.chain.Bytes;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Decodes revert data with the custom errors of the contracts that it was given. */
public final class RevertReasons {

    /** Knows Solidity's own two errors only. */
    public static final RevertReasons BUILT_IN = new RevertReasons(List.of());

    private record CustomError(String name, AbiCodec codec) {}

    private static final AbiCodec MESSAGE = new AbiCodec(TypeParser.parameters("string"));
    private static final AbiCodec PANIC = new AbiCodec(TypeParser.parameters("uint256"));
    private static final Bytes MESSAGE_SELECTOR = Bytes.wrap(AbiCodec.selector("Error(string)"));
    private static final Bytes PANIC_SELECTOR = Bytes.wrap(AbiCodec.selector("Panic(uint256)"));

    private final Map<Bytes, CustomError> errors = new HashMap<>();

    RevertReasons(List<Declared> declared) {
        for (Declared error : declared) {
            AbiCodec codec = new AbiCodec(error.parameters());
            byte[] selector = AbiCodec.selector(error.name() + codec.canonical());
            errors.put(Bytes.wrap(selector), new CustomError(error.name(), codec));
        }
    }

    record Declared(String name, List<AbiParameter> parameters) {}

    /** Knows the errors of several contracts: a revert may pass through from any of them. */
    public static RevertReasons of(ContractAbi... contracts) {
        return new RevertReasons(
                Arrays.stream(contracts).flatMap(abi -> abi.errors().stream()).toList());
    }

    /** Never throws: what can't be read is {@link RevertReason.Unknown}. */
    public RevertReason decode(Bytes data) {
        if (data.isEmpty()) {
            return new RevertReason.None();
        }
        if (data.size() < AbiCodec.SELECTOR) {
            return new RevertReason.Unknown(data);
        }
        byte[] bytes = data.toArray();
        Bytes selector = Bytes.wrap(Arrays.copyOf(bytes, AbiCodec.SELECTOR));
        try {
            if (selector.equals(MESSAGE_SELECTOR)) {
                return new RevertReason.Message(
                        (String) MESSAGE.decode(bytes, AbiCodec.SELECTOR).get(0));
            }
            if (selector.equals(PANIC_SELECTOR)) {
                Object code = PANIC.decode(bytes, AbiCodec.SELECTOR).get(0);
                return new RevertReason.Panic(((BigInteger) code).intValueExact());
            }
            CustomError error = errors.get(selector);
            return error == null
                    ? new RevertReason.Unknown(data)
                    : new RevertReason.Named(error.name(), error.codec().decode(bytes, AbiCodec.SELECTOR));
        } catch (IllegalArgumentException | ArithmeticException e) {
            return new RevertReason.Unknown(data);
        }
    }
}
