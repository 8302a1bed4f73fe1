package dev.ovation.chain.account;

import dev.ovation.chain.signer.SigningFailed;
import dev.ovation.chain.tx.Fees;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signs and journals a further attempt for a slot: with higher fees, to cancel, or with another nonce. */
final class ReplaceAttempt {

    private static final Logger LOG = LoggerFactory.getLogger(ReplaceAttempt.class);
    private final OwnedAccount account;
    private final Fence fence;
    private final SignAttempt signAttempt;

    ReplaceAttempt(OwnedAccount account, Fence fence) {
        this.account = account;
        this.fence = fence;
        this.signAttempt = new SignAttempt(account);
    }

    /**
     * Replaces the last attempt where that is due.
     *
     * @param lowest whether all others wait for this one; those behind it are stuck only if the chain's fees left them
     *     behind
     */
    void ifDue(Slot slot, boolean lowest, Instant now) {
        Attempt last = slot.record.lastAttempt();
        boolean expired = account.policy()
                .giveUpAfter()
                .filter(after -> !now.isBefore(slot.record.createdAt().plus(after)))
                .isPresent();
        if ((slot.cancelling || expired) && last.kind() == Attempt.Kind.EXECUTE) {
            replace(slot, Attempt.Kind.CANCEL);
            return;
        }
        boolean old = !now.isBefore(last.signedAt().plus(account.policy().stuckAfter()));
        if (slot.underpriced || (old && (lowest || account.fees().tooLow(last.fees())))) {
            replace(slot, last.kind());
        }
    }

    private void replace(Slot slot, Attempt.Kind kind) {
        slot.underpriced = false;
        Optional<Fees> fees = account.fees().raise(slot.record.lastAttempt().fees());
        if (fees.isEmpty()) {
            if (!slot.capped) {
                slot.capped = true;
                account.listener().feeCapReached(account.address(), slot.record.key());
                LOG.warn(
                        "event=fee_cap_reached account={} key={} nonce={}",
                        account.address(),
                        slot.record.key(),
                        slot.nonce());
            }
            return;
        }
        if (sign(slot, kind, slot.nonce(), fees.get())) {
            slot.capped = false;
            account.listener().replaced(account.address(), slot.record.key(), slot.lastHash(), kind);
            LOG.info(
                    "event=transaction_replaced account={} key={} nonce={} hash={} kind={} max_fee={} priority_fee={}",
                    account.address(),
                    slot.record.key(),
                    slot.nonce(),
                    slot.lastHash(),
                    kind,
                    fees.get().maxFeePerGas(),
                    fees.get().maxPriorityFeePerGas());
        }
    }

    /** Gives a request another nonce, after a stranger took its own for good; false if that has to wait. */
    boolean moveTo(Slot slot, long nonce) {
        Optional<Fees> fees = account.fees().suggest();
        return fees.isPresent() && sign(slot, Attempt.Kind.EXECUTE, nonce, fees.get());
    }

    private boolean sign(Slot slot, Attempt.Kind kind, long nonce, Fees fees) {
        Attempt attempt;
        try {
            attempt = signAttempt.sign(slot.record.body(), kind, nonce, fees);
        } catch (SigningFailed e) {
            LOG.warn(
                    "event=signer_failed account={} key={} reason=\"{}\"",
                    account.address(),
                    slot.record.key(),
                    e.getMessage());
            return false;
        }
        JournaledTransaction record = slot.record.with(attempt, fence.token());
        account.journal().update(record);
        slot.record = record;
        slot.fresh = true;
        slot.unexplained = 0;
        slot.stranger = Optional.empty();
        return true;
    }
}
