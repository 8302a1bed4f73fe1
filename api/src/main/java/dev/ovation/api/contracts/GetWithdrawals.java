package dev.ovation.api.contracts;

import dev.ovation.core.account.ActorType;
import dev.ovation.core.withdrawal.Withdrawals;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Page;
import dev.ovation.runtime.http.Query;
import dev.ovation.runtime.http.Route;
import java.util.Map;

/** {@code GET /api/contracts/withdrawals}: a creator's own, newest first. */
public final class GetWithdrawals implements Endpoint {

    private final Withdrawals withdrawals;

    public GetWithdrawals(Withdrawals withdrawals) {
        this.withdrawals = withdrawals;
    }

    @Override
    public Route route() {
        return Route.get("/api/contracts/withdrawals").only(ActorType.CREATOR);
    }

    @Override
    public Answer answer(Call call) {
        Query query = call.query().knowing("limit");
        return Answer.ok(Map.of(
                "items",
                withdrawals.ofCreator(call.account().id(), Page.limit(query)).stream()
                        .map(WithdrawalView::of)
                        .toList()));
    }
}
