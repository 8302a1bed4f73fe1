package dev.ovation.api.admin;

import dev.ovation.core.screening.DecideHeldWithdrawal;
import dev.ovation.core.withdrawal.Withdrawal;
import dev.ovation.core.withdrawal.WithdrawalId;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /api/admin/withdrawals/{id}/decision}: clears or rejects what screening held. */
public final class PostHeldWithdrawalDecision implements Endpoint {

    private static final Logger log = LoggerFactory.getLogger(PostHeldWithdrawalDecision.class);

    private final DecideHeldWithdrawal decideHeldWithdrawal;

    public PostHeldWithdrawalDecision(DecideHeldWithdrawal decideHeldWithdrawal) {
        this.decideHeldWithdrawal = decideHeldWithdrawal;
    }

    @Override
    public Route route() {
        return Staff.compliance(Route.post("/api/admin/withdrawals/{id}/decision"));
    }

    @Override
    public Answer answer(Call call) {
        Ruling ruling = Ruling.read(call);
        Withdrawal decided = decideHeldWithdrawal.decide(
                new WithdrawalId(call.variable("id").word()), ruling.clear(), ruling.reason());
        log.info(
                "withdrawal decided withdrawal={} clear={} by={}",
                decided.id(),
                ruling.clear(),
                call.account().id());
        return Answer.ok(AdminViews.of(decided));
    }
}
