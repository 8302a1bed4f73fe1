package dev.ovation.runtime.signing;

import dev.ovation.core.account.ActorType;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Route;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The staff routes about signing accounts, which both servers have. */
public final class SigningRoutes {

    static final String ACCOUNTS = "/api/admin/signing-accounts";

    private static final Logger log = LoggerFactory.getLogger("dev.ovation.runtime.signing");

    private SigningRoutes() {}

    public static List<Endpoint> of(SigningAccounts accounts) {
        return List.of(
                new GetSigningAccounts(accounts),
                new PostSigningAccountSuspension(accounts),
                new PostTransactionCancellation(accounts));
    }

    static Route reading(Route route) {
        return route.only(ActorType.OPERATOR, ActorType.ADMIN);
    }

    static Route acting(Route route) {
        return route.only(ActorType.ADMIN);
    }

    static void did(Call call, String action) {
        log.warn("staff action=\"{}\" account={}", action, call.account().id());
    }
}
