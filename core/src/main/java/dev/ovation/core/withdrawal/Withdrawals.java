package dev.ovation.core.withdrawal;

import dev.ovation.core.account.AccountId;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where withdrawals are kept. Safe to share between threads. */
public interface Withdrawals {

    /** Keeps a withdrawal; false if one with this id, or this owner and sequence, is there already. */
    boolean insert(Withdrawal withdrawal);

    Optional<Withdrawal> byId(WithdrawalId id);

    /** The owner's withdrawal that carries this signature. */
    Optional<Withdrawal> bySignature(Address owner, byte[] signature);

    /** The sequence that the owner's next withdrawal has: one more than the highest so far, from 0. */
    long nextSequence(Address owner);

    /** Moves a withdrawal on if it stands in a predecessor of {@code target}; answers whether it did. */
    boolean move(WithdrawalId id, WithdrawalState target, String reason, Instant at);

    boolean markBurned(WithdrawalId id, Bytes32 transaction, Instant at);

    /** From FAILED to RETURNING: a re-organisation of the chain brought the refused burn back, and it was done. */
    boolean markBurnedAfterAll(WithdrawalId id, Bytes32 transaction, Instant at);

    boolean markReturned(WithdrawalId id, Bytes32 transaction, Instant at);

    /**
     * Newest first.
     *
     * @param before only older ones than this one of the creator's
     */
    List<Withdrawal> ofCreator(AccountId creator, Optional<Withdrawal> before, int limit);

    /** Withdrawals in a state since before a moment, oldest first: what the sweeper drives forward. */
    List<Withdrawal> inStateBefore(WithdrawalState state, Instant updatedBefore, int limit);
}
