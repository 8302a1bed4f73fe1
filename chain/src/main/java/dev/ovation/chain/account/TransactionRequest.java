package dev.ovation.chain.account;

import dev.ovation.chain.Bytes;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a caller wants executed once.
 *
 * @param idempotencyKey names the wish: the same key gives the same transaction, after a crash and on any server
 * @param to the contract that is called; empty creates one
 * @param data 127 KiB at most
 * @param gasLimit 21,000 or more; empty to have it estimated
 */
public record TransactionRequest(
        String idempotencyKey, Optional<Address> to, Bytes data, Wei value, OptionalLong gasLimit) {

    /** What nodes' pools take, with room for the rest of the transaction. */
    public static final int MAX_DATA_BYTES = 127 * 1024;

    public TransactionRequest {
        if (idempotencyKey.isBlank() || idempotencyKey.length() > 200) {
            throw new IllegalArgumentException("an idempotency key has 1 to 200 characters");
        }
        if (gasLimit.isPresent() && gasLimit.getAsLong() < TransactionBody.TRANSFER_GAS) {
            throw new IllegalArgumentException("no transaction takes less gas than a transfer");
        }
        if (data.size() > MAX_DATA_BYTES) {
            throw new IllegalArgumentException("nodes take no transaction of more than 128 KiB");
        }
    }

    public static TransactionRequest call(String idempotencyKey, Address to, Bytes data) {
        return new TransactionRequest(idempotencyKey, Optional.of(to), data, Wei.ZERO, OptionalLong.empty());
    }

    public static TransactionRequest creation(String idempotencyKey, Bytes data) {
        return new TransactionRequest(idempotencyKey, Optional.empty(), data, Wei.ZERO, OptionalLong.empty());
    }

    public TransactionRequest withGasLimit(long gas) {
        return new TransactionRequest(idempotencyKey, to, data, value, OptionalLong.of(gas));
    }

    public TransactionRequest withValue(Wei amount) {
        return new TransactionRequest(idempotencyKey, to, data, amount, gasLimit);
    }
}
