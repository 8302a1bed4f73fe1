package dev.ovation.runtime.signing;

import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Route;
import java.util.Map;

/** {@code GET /api/admin/signing-accounts}: the accounts of this server's roles, and what is open of each. */
final class GetSigningAccounts implements Endpoint {

    private final SigningAccounts accounts;

    GetSigningAccounts(SigningAccounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public Route route() {
        return SigningRoutes.reading(Route.get(SigningRoutes.ACCOUNTS));
    }

    @Override
    public Answer answer(Call call) {
        call.query().knowing();
        return Answer.ok(Map.of(
                "items",
                accounts.all().stream()
                        .map(account -> SigningViews.of(account, accounts.open(account.address())))
                        .toList()));
    }
}
