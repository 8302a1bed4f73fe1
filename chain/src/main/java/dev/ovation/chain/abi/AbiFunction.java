package dev.ovation.chain.abi;

import dev.ovation.chain.Bytes;
import java.util.List;

/** A function of a contract: encodes calls to it and decodes what it returns. */
public final class AbiFunction {

    private final String name;
    private final byte[] selector;
    private final AbiCodec inputs;
    private final AbiCodec outputs;

    AbiFunction(String name, List<AbiParameter> inputs, List<AbiParameter> outputs) {
        this.name = name;
        this.inputs = new AbiCodec(inputs);
        this.outputs = new AbiCodec(outputs);
        this.selector = AbiCodec.selector(signature());
    }

    /**
     * Reads a function as {@code of("transfer(address to,uint256 amount)", "bool")}; names are optional.
     *
     * @throws IllegalArgumentException if the text is no signature
     */
    public static AbiFunction of(String signature, String returns) {
        int open = signature.indexOf('(');
        if (open < 1 || !signature.endsWith(")")) {
            throw new IllegalArgumentException("no function signature: " + signature);
        }
        return new AbiFunction(
                signature.substring(0, open),
                TypeParser.parameters(signature.substring(open + 1, signature.length() - 1)),
                TypeParser.parameters(returns));
    }

    public String name() {
        return name;
    }

    /** Such as {@code transfer(address,uint256)}. */
    public String signature() {
        return name + inputs.canonical();
    }

    /** The call data.
     *
     * @throws RuntimeException if the arguments don't fit the parameters: code and ABI disagree
     */
    public Bytes encode(Object... arguments) {
        return Bytes.wrap(inputs.encode(selector, List.of(arguments)));
    }

    /** The arguments of a call to this function.
     *
     * @throws IllegalArgumentException if the data calls another function or is malformed
     */
    public AbiValues decodeCall(Bytes data) {
        if (!AbiCodec.startsWith(data, selector)) {
            throw new IllegalArgumentException("not a call to " + signature());
        }
        return inputs.decode(data.toArray(), AbiCodec.SELECTOR);
    }

    /**
     * @throws IllegalArgumentException if the bytes are no such result
     */
    public AbiValues decodeResult(Bytes result) {
        return outputs.decode(result.toArray(), 0);
    }

    @Override
    public String toString() {
        return signature();
    }
}
