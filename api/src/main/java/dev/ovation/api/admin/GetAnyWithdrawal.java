package dev.ovation.api.admin;

import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import dev.ovation.core.withdrawal.WithdrawalId;
import dev.ovation.core.withdrawal.Withdrawals;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Route;

/** {@code GET /api/admin/withdrawals/{id}}: anybody's. */
public final class GetAnyWithdrawal implements Endpoint {

    private final Withdrawals withdrawals;

    public GetAnyWithdrawal(Withdrawals withdrawals) {
        this.withdrawals = withdrawals;
    }

    @Override
    public Route route() {
        return Staff.any(Route.get("/api/admin/withdrawals/{id}"));
    }

    @Override
    public Answer answer(Call call) {
        call.query().knowing();
        return Answer.ok(AdminViews.of(withdrawals
                .byId(new WithdrawalId(call.variable("id").word()))
                .orElseThrow(() -> new Refused(RefusalCode.NOT_FOUND, "No withdrawal has this id."))));
    }
}
