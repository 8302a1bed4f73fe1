package dev.ovation.chain.eip712;

import dev.ovation.chain.crypto.Keccak256;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What binds signatures to one contract on one chain. The separator is computed once. */
public final class Domain {

    private record Fields(String name, String version, long chainId, Address verifyingContract) {}

    private static final StructType<Fields> TYPE = StructType.<Fields>named("EIP712Domain")
            .string("name", Fields::name)
            .string("version", Fields::version)
            .uint64("chainId", 256, Fields::chainId)
            .address("verifyingContract", Fields::verifyingContract)
            .build();

    private final Fields fields;
    private final byte[] separator;

    /**
     * @param chainId of the chain, not negative
     */
    public Domain(String name, String version, long chainId, Address verifyingContract) {
        this.fields = new Fields(name, version, chainId, verifyingContract);
        this.separator = TYPE.hashStruct(fields);
    }

    public Bytes32 separator() {
        return Bytes32.of(separator);
    }

    /** The hash that a wallet signs for a record: {@code keccak256(0x1901 ‖ separator ‖ hashStruct(value))}. */
    public <T> Bytes32 hash(StructType<T> type, T value) {
        return Keccak256.hash(preimage(type, value));
    }

    /** The same of a record whose {@code hashStruct} is known. */
    public Bytes32 hash(Bytes32 structHash) {
        return Keccak256.hash(preimage(structHash.bytes()));
    }

    /** The 66 bytes whose Keccak-256 is {@link #hash(StructType, Object)}. */
    public <T> byte[] preimage(StructType<T> type, T value) {
        return preimage(type.hashStruct(value));
    }

    private byte[] preimage(byte[] structHash) {
        byte[] preimage = new byte[66];
        preimage[0] = 0x19;
        preimage[1] = 0x01;
        System.arraycopy(separator, 0, preimage, 2, 32);
        System.arraycopy(structHash, 0, preimage, 34, 32);
        return preimage;
    }

    /**
     * The payload of {@code eth_signTypedData_v4}: {@code types}, {@code domain}, {@code primaryType} and
     * {@code message}, as maps and lists in a stable order. Integers are decimal strings, bytes and addresses
     * hexadecimal, so that no reader loses a digit; only {@code domain.chainId} is a number, as wallets want it.
     */
    public <T> Map<String, Object> payload(StructType<T> type, T value) {
        Map<String, List<Map<String, String>>> types = new LinkedHashMap<>();
        types.put("EIP712Domain", TYPE.fieldList());
        type.collect().forEach((name, struct) -> types.put(name, struct.fieldList()));
        Map<String, Object> domain = TYPE.message(fields);
        domain.put("chainId", fields.chainId());
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("types", types);
        payload.put("domain", domain);
        payload.put("primaryType", type.name());
        payload.put("message", type.message(value));
        return payload;
    }

    @Override
    public String toString() {
        return fields.name() + " " + fields.version() + " on " + fields.chainId() + " at " + fields.verifyingContract();
    }
}
