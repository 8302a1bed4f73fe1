package dev.ovation.api.admin;

import dev.ovation.core.account.AccountId;
import dev.ovation.core.account.SuspendAccount;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.JsonObject;
import dev.ovation.runtime.http.Route;
import dev.ovation.runtime.security.KnownAccounts;
import java.util.Set;

/** {@code POST /api/admin/accounts/{id}/suspension}: suspends an account, or lets it act again. */
public final class PostSuspension implements Endpoint {

    private static final int MAX_REASON = 500;
    private final SuspendAccount suspendAccount;
    private final KnownAccounts known;

    public PostSuspension(SuspendAccount suspendAccount, KnownAccounts known) {
        this.suspendAccount = suspendAccount;
        this.known = known;
    }

    @Override
    public Route route() {
        return Staff.compliance(Route.post("/api/admin/accounts/{id}/suspension"));
    }

    @Override
    public Answer answer(Call call) {
        JsonObject body = call.json().shaped(Set.of("suspended", "reason"), Set.of());
        AccountId id = new AccountId(call.variable("id").uuid());
        Answer answer = Answer.ok(AdminViews.of(suspendAccount.decide(
                call.account(), id, body.bool("suspended"), body.text("reason").plain(MAX_REASON))));
        known.forget(id);
        return answer;
    }
}
