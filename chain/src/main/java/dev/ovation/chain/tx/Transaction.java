package dev.ovation.chain.tx;

import dev.ovation.chain.Bytes;
import dev.ovation.chain.crypto.Signature;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An unsigned EIP-1559 transaction with an empty access list.
 *
 * @param to the account that is called; empty creates a contract
 * @param gasLimit in units of gas, 21,000 or more
 */
public record Transaction(
        long chainId, long nonce, Fees fees, long gasLimit, Optional<Address> to, Wei value, Bytes data) {

    private static final int TYPE = 2;

    public Transaction {
        if (chainId < 1 || nonce < 0 || gasLimit < 21_000) {
            throw new IllegalArgumentException(
                    "chain %d, nonce %d, gas %d is no transaction".formatted(chainId, nonce, gasLimit));
        }
    }

    /** The bytes whose Keccak-256 is signed. */
    public byte[] preimage() {
        return typed(items());
    }

    byte[] encode(Signature signature) {
        List<byte[]> items = items();
        items.add(Rlp.integer(signature.yParity()));
        items.add(Rlp.integer(signature.r()));
        items.add(Rlp.integer(signature.s()));
        return typed(items);
    }

    private List<byte[]> items() {
        List<byte[]> items = new ArrayList<>(12);
        items.add(Rlp.integer(chainId));
        items.add(Rlp.integer(nonce));
        items.add(Rlp.integer(fees.maxPriorityFeePerGas().value()));
        items.add(Rlp.integer(fees.maxFeePerGas().value()));
        items.add(Rlp.integer(gasLimit));
        items.add(Rlp.string(to.map(Address::bytes).orElseGet(() -> new byte[0])));
        items.add(Rlp.integer(value.value()));
        items.add(Rlp.string(data.toArray()));
        items.add(Rlp.list(List.of()));
        return items;
    }

    private static byte[] typed(List<byte[]> items) {
        byte[] list = Rlp.list(items);
        byte[] typed = new byte[list.length + 1];
        typed[0] = TYPE;
        System.arraycopy(list, 0, typed, 1, list.length);
        return typed;
    }
}
