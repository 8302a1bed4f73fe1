package dev.ovation.api.contracts;

import dev.ovation.core.account.AccountId;
import dev.ovation.core.account.ActorType;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.withdrawal.Withdrawal;
import dev.ovation.core.withdrawal.WithdrawalId;
import dev.ovation.core.withdrawal.Withdrawals;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.FieldText;
import dev.ovation.runtime.http.Page;
import dev.ovation.runtime.http.Query;
import dev.ovation.runtime.http.Route;

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
        Query query = call.query().knowing("cursor", "limit");
        int limit = Page.limit(query);
        AccountId creator = call.account().id();
        return Answer.ok(Page.of(
                withdrawals.ofCreator(creator, query.optional("cursor").map(text -> last(creator, text)), limit),
                limit,
                WithdrawalView::of,
                withdrawal -> withdrawal.id().toString()));
    }

    private Withdrawal last(AccountId creator, FieldText cursor) {
        return withdrawals
                .byId(new WithdrawalId(cursor.word(RefusalCode.INVALID_CURSOR)))
                .filter(withdrawal -> withdrawal.creatorId().equals(creator))
                .orElseThrow(() -> cursor.invalid(RefusalCode.INVALID_CURSOR, "names no withdrawal of yours"));
    }
}
