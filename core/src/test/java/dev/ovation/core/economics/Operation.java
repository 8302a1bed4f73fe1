package dev.ovation.core.economics;

import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Anything that can happen to an economy, as data, so that a model and the real contracts can be told the same. */
public sealed interface Operation {

    /** Which of the contract's three forms of submission is used. They have the same effect. */
    enum Form {
        DRAWS,
        SIGNED_LEGS,
        STANDING_ROWS
    }

    record Mint(Address to, Wei amount, Bytes32 payment) implements Operation {}

    record Burn(Address from, Wei amount, Bytes32 withdrawal, boolean signed) implements Operation {}

    record ReturnWithdrawal(Bytes32 withdrawal) implements Operation {}

    record Transfer(Token token, Address from, Address to, Wei amount) implements Operation {}

    record Accrue(List<Address> accounts) implements Operation {}

    record Register(Authorization terms, boolean signed) implements Operation {}

    /**
     * @param sender who sends it, or, if empty, the owner's signature is sent by another
     */
    record Revoke(Optional<Address> sender, Authorization terms) implements Operation {}

    record RevokeAll(Address owner, boolean bySignature) implements Operation {}

    record Submit(BatchId batch, Token token, Form form, List<Draw> draws) implements Operation {}

    record Approve(Map<BatchId, BitSet> legs) implements Operation {}

    record Reject(BatchId batch, BatchData data, BitSet legs) implements Operation {}

    /**
     * @param owner who sends it; the relayer if empty
     */
    record Cancel(Optional<Address> owner, BatchId batch, BatchData data, BitSet legs) implements Operation {}

    record Settle(long epoch, Map<BatchId, BatchData> batches) implements Operation {}

    record SetRate(int rateBps) implements Operation {}

    record SetBonus(Wei perTk) implements Operation {}

    record SetDailyMintLimit(Wei limit) implements Operation {}

    record Pause() implements Operation {}

    record Unpause() implements Operation {}

    record RegisterCreators(List<Address> creators) implements Operation {}

    record UnregisterCreator(Address creator) implements Operation {}

    /** What an operation answered. */
    sealed interface Outcome {

        /**
         * @param skipped of each leg that was submitted
         * @param payouts of each batch that was settled
         */
        record Done(List<SkipReason> skipped, List<BatchPayout> payouts) implements Outcome {}

        record Refused(String contractError) implements Outcome {}

        Done DONE = new Done(List.of(), List.of());
    }

    /** Does it to a model. */
    default Outcome play(Economy economy, long second) {
        try {
            return playOrThrow(economy, second);
        } catch (RuleBroken broken) {
            return new Outcome.Refused(broken.rule().contractError());
        }
    }

    private Outcome playOrThrow(Economy economy, long second) {
        switch (this) {
            case Mint mint -> economy.treasury().mint(mint.to, mint.amount, mint.payment, second);
            case Burn burn -> economy.treasury().burn(burn.from, burn.amount, burn.withdrawal, burn.signed, second);
            case ReturnWithdrawal back -> economy.treasury().returnWithdrawal(back.withdrawal, second);
            case Transfer move -> economy.tokens().transfer(move.token, move.from, move.to, move.amount, second);
            case Accrue accrue -> economy.tokens().accrue(accrue.accounts, second);
            case Register register -> economy.permissions().register(register.terms, register.signed, second);
            case Revoke revoke ->
                economy.permissions().revoke(revoke.sender.orElse(revoke.terms.owner()), revoke.terms);
            case RevokeAll revoke -> economy.permissions().revokeAll(revoke.owner);
            case Approve approve -> economy.escrow().approve(approve.legs);
            case Reject reject -> economy.escrow().reject(reject.batch, reject.data, reject.legs, second);
            case Cancel cancel -> economy.escrow().cancel(cancel.owner, cancel.batch, cancel.data, cancel.legs, second);
            case SetRate set -> economy.setRate(set.rateBps, second);
            case SetBonus set -> economy.setBonus(set.perTk);
            case SetDailyMintLimit set -> economy.setDailyMintLimit(set.limit);
            case Pause() -> economy.pause();
            case Unpause() -> economy.unpause();
            case RegisterCreators register -> economy.permissions().registerCreators(register.creators);
            case UnregisterCreator register -> economy.permissions().unregisterCreator(register.creator);
            case Submit submit -> {
                List<SkipReason> skipped = economy.escrow().submit(submit.batch, submit.token, submit.draws, second);
                return new Outcome.Done(skipped, List.of());
            }
            case Settle settle -> {
                return new Outcome.Done(List.of(), economy.escrow().settle(settle.epoch, settle.batches, second));
            }
        }
        return Outcome.DONE;
    }
}
