package dev.ovation.chain.abi;

import dev.ovation.chain.Bytes;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Decoded values of a call's result, an event, an error or a tuple, in order and by name.
 *
 * <p>The typed readers throw {@link IllegalArgumentException} where there is no such name, and
 * {@link ClassCastException} where the value is of another type: both mean that the code and the ABI disagree.
 */
public final class AbiValues {

    private final List<AbiParameter> parameters;
    private final List<Object> values;

    AbiValues(List<AbiParameter> parameters, List<Object> values) {
        this.parameters = parameters;
        this.values = values;
    }

    public List<Object> all() {
        return values;
    }

    public int size() {
        return values.size();
    }

    public Object get(int index) {
        return values.get(index);
    }

    public Object get(String name) {
        for (int i = 0; i < values.size(); i++) {
            if (parameters.get(i).name().equals(name)) {
                return values.get(i);
            }
        }
        throw new IllegalArgumentException("no value is named " + name);
    }

    public Address address(String name) {
        return (Address) get(name);
    }

    public Bytes32 bytes32(String name) {
        return (Bytes32) get(name);
    }

    public BigInteger integer(String name) {
        return (BigInteger) get(name);
    }

    /** An integer as an amount. */
    public Wei wei(String name) {
        return new Wei(integer(name));
    }

    /**
     * @throws ArithmeticException if the integer doesn't fit
     */
    public long longValue(String name) {
        return integer(name).longValueExact();
    }

    public boolean bool(String name) {
        return (Boolean) get(name);
    }

    public String string(String name) {
        return (String) get(name);
    }

    public Bytes bytes(String name) {
        return (Bytes) get(name);
    }

    public AbiValues tuple(String name) {
        return (AbiValues) get(name);
    }

    public <T> List<T> list(String name, Class<T> elements) {
        List<T> typed = new ArrayList<>();
        ((List<?>) get(name)).forEach(element -> typed.add(elements.cast(element)));
        return typed;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AbiValues that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** {@code (from=0x…, amount=5)}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("(");
        for (int i = 0; i < values.size(); i++) {
            text.append(i == 0 ? "" : ", ");
            if (!parameters.get(i).name().isEmpty()) {
                text.append(parameters.get(i).name()).append('=');
            }
            text.append(values.get(i));
        }
        return text.append(')').toString();
    }
}
