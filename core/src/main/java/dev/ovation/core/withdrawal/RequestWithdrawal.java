package dev.ovation.core.withdrawal;

import dev.ovation.core.account.Account;
import dev.ovation.core.account.ActorType;
import dev.ovation.core.delegation.Signatures;
import dev.ovation.core.ledger.Balances;
import dev.ovation.core.payment.Cents;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import dev.ovation.core.work.WorkQueue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * A creator asks for TK to become fiat. The id that the creator signs binds owner, running number and destination, so
 * that neither a replay nor another destination can use the signature.
 */
public final class RequestWithdrawal {

    private static final int MAX_DESTINATION = 200;
    private final Withdrawals withdrawals;
    private final Signatures signatures;
    private final Balances balances;
    private final WorkQueue work;
    private final Clock clock;

    public RequestWithdrawal(
            Withdrawals withdrawals, Signatures signatures, Balances balances, WorkQueue work, Clock clock) {
        this.withdrawals = withdrawals;
        this.signatures = signatures;
        this.balances = balances;
        this.work = work;
        this.clock = clock;
    }

    /**
     * @param repeated whether an earlier attempt of the same request may have had an effect: then what it made is
     *     answered. Its signature is of its own id, and would fit no other withdrawal any more
     */
    public Withdrawal request(Account creator, Wei amount, String destination, byte[] signature, boolean repeated) {
        requirePlausible(creator, amount, destination);
        if (!repeated) {
            return requestNew(creator, amount, destination, signature);
        }
        Optional<Withdrawal> made = made(creator, amount, destination, signature);
        if (made.isPresent()) {
            return goingOn(made.get());
        }
        try {
            return requestNew(creator, amount, destination, signature);
        } catch (Refused e) {
            // The earlier attempt's server may only be slow, and have made it since we looked.
            return goingOn(made(creator, amount, destination, signature).orElseThrow(() -> e));
        }
    }

    private Withdrawal goingOn(Withdrawal made) {
        if (made.state() == WithdrawalState.REQUESTED) {
            work.withdrawal(made.id());
        }
        return made;
    }

    private Withdrawal requestNew(Account creator, Wei amount, String destination, byte[] signature) {
        long sequence = withdrawals.nextSequence(creator.wallet());
        WithdrawalId id = idOf(creator.wallet(), sequence, destination);
        if (!signatures.signedWithdrawal(creator.wallet(), amount, id.value(), signature)) {
            throw new Refused(
                    RefusalCode.INVALID_SIGNATURE,
                    "The signature is not yours of this amount, destination and your next withdrawal id.");
        }
        if (amount.exceeds(balances.of(creator.wallet()).tkAvailable())) {
            throw new Refused(
                    RefusalCode.INSUFFICIENT_BALANCE, "Your available TK is below " + amount.toTokens() + ".");
        }
        Instant now = clock.instant();
        Withdrawal withdrawal = new Withdrawal(
                id,
                creator.id(),
                creator.wallet(),
                sequence,
                amount,
                destination,
                signature,
                WithdrawalState.REQUESTED,
                "",
                Optional.empty(),
                Optional.empty(),
                now,
                now);
        if (!withdrawals.insert(withdrawal)) {
            throw new Refused(
                    RefusalCode.AUTHORIZATION_REPLAYED, "This withdrawal was requested before; sign a new one.");
        }
        work.withdrawal(id);
        return withdrawal;
    }

    private Optional<Withdrawal> made(Account creator, Wei amount, String destination, byte[] signature) {
        return withdrawals
                .bySignature(creator.wallet(), signature)
                .filter(withdrawal -> withdrawal.amount().equals(amount)
                        && withdrawal.destination().equals(destination));
    }

    /** The id that the owner's next withdrawal to a destination will have: what is to be signed. */
    public WithdrawalId nextId(Address owner, String destination) {
        return idOf(owner, withdrawals.nextSequence(owner), destination);
    }

    private WithdrawalId idOf(Address owner, long sequence, String destination) {
        Bytes32 destinationHash = signatures.keccak(destination.getBytes(StandardCharsets.UTF_8));
        byte[] preimage = ByteBuffer.allocate(Address.LENGTH + Long.BYTES + Bytes32.LENGTH)
                .put(owner.bytes())
                .putLong(sequence)
                .put(destinationHash.bytes())
                .array();
        return new WithdrawalId(signatures.keccak(preimage));
    }

    private static void requirePlausible(Account creator, Wei amount, String destination) {
        if (creator.type() != ActorType.CREATOR) {
            throw new Refused(RefusalCode.FORBIDDEN, "Only creators withdraw.");
        }
        if (amount.isZero()) {
            throw new Refused(RefusalCode.AMOUNT_NOT_POSITIVE, "amount must be above zero.");
        }
        if (!Cents.isWhole(amount)) {
            throw new Refused(RefusalCode.TOO_MANY_DECIMALS, "A withdrawal has at most two decimals.");
        }
        if (destination.isBlank() || destination.length() > MAX_DESTINATION) {
            throw new Refused(
                    RefusalCode.INVALID_FIELD, "destination must have 1 to " + MAX_DESTINATION + " characters.");
        }
    }
}
