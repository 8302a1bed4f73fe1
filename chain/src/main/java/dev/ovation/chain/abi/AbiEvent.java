package dev.ovation.chain.abi;

import dev.ovation.chain.Bytes;
import dev.ovation.core.value.Bytes32;
import java.util.ArrayList;
import java.util.List;

/** An event of a contract. Indexed parameters of dynamic types show as the {@link Bytes32} hash that the log keeps. */
public final class AbiEvent {

    private final String name;
    private final List<AbiParameter> parameters;
    private final AbiCodec all;
    private final AbiCodec data;
    private final Bytes32 topic;

    AbiEvent(String name, List<AbiParameter> parameters) {
        this.name = name;
        this.parameters = parameters;
        this.all = new AbiCodec(parameters);
        this.data = new AbiCodec(parameters.stream().filter(p -> !p.indexed()).toList());
        this.topic = Bytes32.of(AbiCodec.topic(signature()));
    }

    /** Reads an event as {@code of("Transfer(address indexed from,address indexed to,uint256 value)")}. */
    public static AbiEvent of(String signature) {
        int open = signature.indexOf('(');
        if (open < 1 || !signature.endsWith(")")) {
            throw new IllegalArgumentException("no event signature: " + signature);
        }
        return new AbiEvent(
                signature.substring(0, open),
                TypeParser.parameters(signature.substring(open + 1, signature.length() - 1)));
    }

    public String name() {
        return name;
    }

    public String signature() {
        return name + all.canonical();
    }

    /** The first topic of its logs. */
    public Bytes32 topic() {
        return topic;
    }

    /** Whether a log with these topics is such an event, with as many indexed parameters. */
    public boolean matches(List<Bytes32> topics) {
        long indexed = parameters.stream().filter(AbiParameter::indexed).count();
        return topics.size() == indexed + 1 && topics.getFirst().equals(topic);
    }

    /**
     * All values in the order of the declaration.
     *
     * @throws IllegalArgumentException if the log is no such event
     */
    public AbiValues decode(List<Bytes32> topics, Bytes logData) {
        if (!matches(topics)) {
            throw new IllegalArgumentException("not a log of " + signature());
        }
        AbiValues unindexed = data.decode(logData.toArray(), 0);
        List<Object> values = new ArrayList<>(parameters.size());
        int nextTopic = 1;
        int nextValue = 0;
        for (AbiParameter parameter : parameters) {
            values.add(
                    parameter.indexed() ? decodeTopic(parameter, topics.get(nextTopic++)) : unindexed.get(nextValue++));
        }
        return new AbiValues(parameters, List.copyOf(values));
    }

    private static Object decodeTopic(AbiParameter parameter, Bytes32 word) {
        if (parameter.type().hashedWhenIndexed()) {
            return word;
        }
        return new AbiCodec(List.of(parameter)).decode(word.bytes(), 0).get(0);
    }

    @Override
    public String toString() {
        return signature();
    }
}
