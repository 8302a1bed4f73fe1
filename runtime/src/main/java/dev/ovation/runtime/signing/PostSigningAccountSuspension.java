package dev.ovation.runtime.signing;

import dev.ovation.core.value.Address;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.JsonObject;
import dev.ovation.runtime.http.Route;
import java.util.Map;
import java.util.Set;

/**
 * {@code POST /api/admin/signing-accounts/{address}/suspension}: the account signs nothing new, or does so again; what is
 * on its way is followed to its end.
 */
final class PostSigningAccountSuspension implements Endpoint {

    private final SigningAccounts accounts;

    PostSigningAccountSuspension(SigningAccounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public Route route() {
        return SigningRoutes.acting(Route.post(SigningRoutes.ACCOUNTS + "/{address}/suspension"));
    }

    @Override
    public Answer answer(Call call) {
        JsonObject body = call.json().shaped(Set.of("suspended"), Set.of());
        Address account = call.variable("address").address();
        boolean suspended = body.bool("suspended");
        if (suspended) {
            accounts.suspend(account);
        } else {
            accounts.resume(account);
        }
        SigningRoutes.did(call, (suspended ? "suspend " : "resume ") + account);
        return Answer.ok(Map.of("address", account.toString(), "suspended", suspended));
    }
}
