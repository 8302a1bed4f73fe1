package dev.ovation.core.screening;

import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import dev.ovation.core.withdrawal.Withdrawal;
import dev.ovation.core.withdrawal.WithdrawalId;
import dev.ovation.core.withdrawal.WithdrawalState;
import dev.ovation.core.withdrawal.Withdrawals;
import dev.ovation.core.work.WorkQueue;
import java.time.Clock;

/** A person of compliance clears or rejects a withdrawal that screening held. A cleared one goes on at once. */
public final class DecideHeldWithdrawal {

    private final Withdrawals withdrawals;
    private final WorkQueue work;
    private final Clock clock;

    public DecideHeldWithdrawal(Withdrawals withdrawals, WorkQueue work, Clock clock) {
        this.withdrawals = withdrawals;
        this.work = work;
        this.clock = clock;
    }

    /**
     * @param reason kept with the withdrawal
     */
    public Withdrawal decide(WithdrawalId id, boolean clear, String reason) {
        Withdrawal held = withdrawals.byId(id).orElseThrow(DecideHeldWithdrawal::unknown);
        WithdrawalState target = clear ? WithdrawalState.CLEARED : WithdrawalState.REJECTED;
        if (held.state() != WithdrawalState.HELD || !withdrawals.move(id, target, reason, clock.instant())) {
            throw new Refused(RefusalCode.NOT_HELD, "This withdrawal is not held.");
        }
        if (clear) {
            work.withdrawal(id);
        }
        return withdrawals.byId(id).orElse(held);
    }

    private static Refused unknown() {
        return new Refused(RefusalCode.NOT_FOUND, "No withdrawal has this id.");
    }
}
