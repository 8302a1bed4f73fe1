package dev.ovation.api.admin;

import dev.ovation.core.account.Account;
import dev.ovation.core.account.AccountId;
import dev.ovation.core.account.Accounts;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.InvalidInput;
import dev.ovation.runtime.http.Query;
import dev.ovation.runtime.http.Route;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code GET /api/admin/accounts}: the account with an id, an email or a wallet. */
public final class GetAccounts implements Endpoint {

    private static final int MAX_EMAIL = 254;
    private final Accounts accounts;

    public GetAccounts(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public Route route() {
        return Staff.any(Route.get("/api/admin/accounts"));
    }

    @Override
    public Answer answer(Call call) {
        Query query = call.query().knowing("id", "email", "walletAddress");
        return Answer.ok(
                Map.of("items", found(query).map(AdminViews::of).stream().toList()));
    }

    private Optional<Account> found(Query query) {
        if (query.optional("id").isPresent()) {
            return accounts.byId(new AccountId(query.text("id").uuid()));
        }
        if (query.optional("email").isPresent()) {
            return accounts.byEmail(query.text("email").plain(MAX_EMAIL).strip().toLowerCase(Locale.ROOT));
        }
        if (query.optional("walletAddress").isPresent()) {
            return accounts.byWallet(query.text("walletAddress").address());
        }
        throw new InvalidInput("id", RefusalCode.MISSING_FIELD, "One of id, email and walletAddress is needed.");
    }
}
