package dev.ovation.core.withdrawal;

import dev.ovation.core.account.AccountId;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * TK on its way to become fiat.
 *
 * @param sequence the owner's running number, from 0
 * @param destination where the fiat goes, as the gateway understands it
 * @param signature the owner's EIP-712 signature for the burn
 * @param reason why it is held, was rejected, failed or was returned; empty otherwise
 */
public record Withdrawal(
        WithdrawalId id,
        AccountId creatorId,
        Address owner,
        long sequence,
        Wei amount,
        String destination,
        byte[] signature,
        WithdrawalState state,
        String reason,
        Optional<Bytes32> burnedBy,
        Optional<Bytes32> returnedBy,
        Instant createdAt,
        Instant updatedAt) {

    @Override
    public boolean equals(Object other) {
        return other instanceof Withdrawal w
                && id.equals(w.id)
                && state == w.state
                && Arrays.equals(signature, w.signature);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "Withdrawal[" + id + ", " + state + "]";
    }
}
