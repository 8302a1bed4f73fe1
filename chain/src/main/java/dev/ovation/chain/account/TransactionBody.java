package dev.ovation.chain.account;

import dev.ovation.chain.Bytes;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import java.util.Optional;
import java.util.OptionalLong;

/** What a transaction executes, whatever its nonce and fees. */
public record TransactionBody(Optional<Address> to, Bytes data, Wei value, long gasLimit) {

    static final long TRANSFER_GAS = 21_000;

    /** Does nothing: what cancels a transaction, or fills a gap. */
    static TransactionBody nothing(Address account) {
        return new TransactionBody(Optional.of(account), Bytes.EMPTY, Wei.ZERO, TRANSFER_GAS);
    }

    TransactionRequest asRequest(String key) {
        return new TransactionRequest(key, to, data, value, OptionalLong.of(gasLimit));
    }

    boolean isOf(TransactionRequest request) {
        return to.equals(request.to()) && data.equals(request.data()) && value.equals(request.value());
    }
}
