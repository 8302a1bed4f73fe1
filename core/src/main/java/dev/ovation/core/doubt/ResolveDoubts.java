package dev.ovation.core.doubt;

import dev.ovation.core.ledger.Balances;
import dev.ovation.core.ledger.Receipt;
import dev.ovation.core.ledger.RevertedOnChain;
import dev.ovation.core.payment.Minting;
import dev.ovation.core.payment.Payment;
import dev.ovation.core.payment.PaymentState;
import dev.ovation.core.payment.Payments;
import dev.ovation.core.refusal.Unavailable;
import dev.ovation.core.withdrawal.Burning;
import dev.ovation.core.withdrawal.Withdrawal;
import dev.ovation.core.withdrawal.WithdrawalState;
import dev.ovation.core.withdrawal.Withdrawals;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares documents and chain wherever a transaction is in doubt. What the documents say was done and the chain does not
 * know is done again: a re-organisation deeper than the confirmations asked for can bring transactions back in another
 * order, in which the chain refuses what it took before, and takes what it refused. Repeating it does no harm.
 */
public final class ResolveDoubts {

    private static final Logger log = LoggerFactory.getLogger(ResolveDoubts.class);

    /** What is done again may uncover the next thing to do: submitted, approved, settled. */
    private static final int STEPS = 5;

    private final Doubts doubts;
    private final DoneOnChain done;
    private final RestoreBatch restoreBatch;
    private final Payments payments;
    private final Minting minting;
    private final Withdrawals withdrawals;
    private final Burning burning;
    private final Balances balances;
    private final Clock clock;

    public ResolveDoubts(
            Doubts doubts,
            DoneOnChain done,
            RestoreBatch restoreBatch,
            Payments payments,
            Minting minting,
            Withdrawals withdrawals,
            Burning burning,
            Balances balances,
            Clock clock) {
        this.doubts = doubts;
        this.done = done;
        this.restoreBatch = restoreBatch;
        this.payments = payments;
        this.minting = minting;
        this.withdrawals = withdrawals;
        this.burning = burning;
        this.balances = balances;
        this.clock = clock;
    }

    /**
     * Answers how many doubts were resolved.
     *
     * @throws Unavailable if a part can't be reached; what was done stays done
     */
    public int resolve() {
        int resolved = 0;
        for (Doubts.Doubt doubt : doubts.due()) {
            if (agreed(doubt)) {
                doubts.resolve(doubt);
                resolved++;
            }
        }
        return resolved;
    }

    private boolean agreed(Doubts.Doubt doubt) {
        try {
            for (Effect effect : doubt.effects()) {
                if (!agreed(effect)) {
                    log.warn("still in doubt, there was always more to do key={} effect={}", doubt.key(), effect);
                    return false;
                }
            }
            return true;
        } catch (RevertedOnChain e) {
            // What it builds upon may not be there again yet.
            log.warn("still in doubt, the chain refuses it key={} reason={}", doubt.key(), e.getMessage());
        } catch (Unavailable e) {
            throw e;
        } catch (RuntimeException e) {
            log.error("a doubt that can't be looked into is left to a person key={}", doubt.key(), e);
        }
        return false;
    }

    private boolean agreed(Effect effect) {
        return switch (effect) {
            case Effect.OfBatch of -> agreed(of);
            case Effect.Minted minted -> {
                payments.byId(minted.payment())
                        .filter(payment -> payment.state() == PaymentState.MINTED)
                        .ifPresent(this::mint);
                yield true;
            }
            case Effect.Burned burned -> {
                withdrawals.byId(burned.withdrawal()).ifPresent(this::burn);
                yield true;
            }
            case Effect.Returned returned -> {
                withdrawals
                        .byId(returned.withdrawal())
                        .filter(withdrawal ->
                                withdrawal.state() == WithdrawalState.RETURNED && !done.givenBack(withdrawal.id()))
                        .ifPresent(this::giveBack);
                yield true;
            }
        };
    }

    private boolean agreed(Effect.OfBatch of) {
        for (int step = 0; step < STEPS; step++) {
            if (!restoreBatch.restore(of.batch())) {
                return true;
            }
        }
        return false;
    }

    private void mint(Payment payment) {
        if (done.minted(payment.id())) {
            return;
        }
        log.warn("minted again payment={}", payment.id());
        minting.mint(payment.id(), payment.wallet(), payment.amount());
        balances.invalidate(List.of(payment.wallet()));
    }

    private void burn(Withdrawal withdrawal) {
        boolean burned = done.burned(withdrawal.id());
        switch (withdrawal.state()) {
            case BURNED, DONE, RETURNING, RETURNED -> {
                if (!burned) {
                    log.warn("burned again withdrawal={}", withdrawal.id());
                    burnAsSigned(withdrawal);
                    balances.invalidate(List.of(withdrawal.owner()));
                }
            }
            case FAILED -> {
                if (burned) {
                    undo(withdrawal);
                }
            }
            // It was never told to be burned: its job drives it on.
            case REQUESTED, HELD, CLEARED, REJECTED -> {}
        }
    }

    /** Its creator was told that nothing was burned, and may have asked for another withdrawal since. */
    private void undo(Withdrawal refused) {
        log.warn("a burn that was refused came back, and is given back withdrawal={}", refused.id());
        if (withdrawals.markBurnedAfterAll(refused.id(), burnAsSigned(refused).transaction(), clock.instant())) {
            giveBack(refused);
        }
    }

    private Receipt burnAsSigned(Withdrawal withdrawal) {
        return burning.burn(withdrawal.id(), withdrawal.owner(), withdrawal.amount(), withdrawal.signature());
    }

    private void giveBack(Withdrawal withdrawal) {
        Receipt receipt = burning.giveBack(withdrawal.id());
        withdrawals.markReturned(withdrawal.id(), receipt.transaction(), clock.instant());
        balances.invalidate(List.of(withdrawal.owner()));
    }
}
