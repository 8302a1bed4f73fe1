package dev.ovation.api.admin;

import dev.ovation.core.withdrawal.WithdrawalState;
import dev.ovation.core.withdrawal.Withdrawals;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Page;
import dev.ovation.runtime.http.Query;
import dev.ovation.runtime.http.Route;
import java.time.Clock;
import java.util.Map;

/** {@code GET /api/admin/withdrawals/held}: what screening held, oldest first. */
public final class GetHeldWithdrawals implements Endpoint {

    private final Withdrawals withdrawals;
    private final Clock clock;

    public GetHeldWithdrawals(Withdrawals withdrawals, Clock clock) {
        this.withdrawals = withdrawals;
        this.clock = clock;
    }

    @Override
    public Route route() {
        return Staff.any(Route.get("/api/admin/withdrawals/held"));
    }

    @Override
    public Answer answer(Call call) {
        Query query = call.query().knowing("limit");
        return Answer.ok(Map.of(
                "items",
                withdrawals
                        .inStateBefore(WithdrawalState.HELD, clock.instant().plusSeconds(1), Page.limit(query))
                        .stream()
                        .map(AdminViews::of)
                        .toList()));
    }
}
