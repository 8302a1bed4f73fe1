package dev.ovation.runtime.signing;

import dev.ovation.core.value.Address;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Route;
import java.util.Map;
import java.util.Set;

/**
 * {@code POST /api/admin/signing-accounts/{address}/cancellation}: an open transaction gives way to one that does nothing,
 * unless the chain takes it first.
 */
final class PostTransactionCancellation implements Endpoint {

    private static final int MAX_KEY = 200;
    private final SigningAccounts accounts;

    PostTransactionCancellation(SigningAccounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public Route route() {
        return SigningRoutes.acting(Route.post(SigningRoutes.ACCOUNTS + "/{address}/cancellation"));
    }

    @Override
    public Answer answer(Call call) {
        String key = call.json().shaped(Set.of("key"), Set.of()).text("key").plain(MAX_KEY);
        Address account = call.variable("address").address();
        accounts.cancel(account, key);
        SigningRoutes.did(call, "cancel " + key + " of " + account);
        return Answer.accepted(Map.of("address", account.toString(), "key", key));
    }
}
