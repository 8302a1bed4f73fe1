package dev.ovation.api.delegations;

import dev.ovation.core.delegation.Delegations;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Page;
import dev.ovation.runtime.http.Query;
import dev.ovation.runtime.http.Route;
import java.util.Map;

/** {@code GET /api/delegations}: one's own, newest first. */
public final class GetDelegations implements Endpoint {

    private final Delegations delegations;

    public GetDelegations(Delegations delegations) {
        this.delegations = delegations;
    }

    @Override
    public Route route() {
        return Route.get("/api/delegations");
    }

    @Override
    public Answer answer(Call call) {
        Query query = call.query().knowing("limit");
        return Answer.ok(Map.of(
                "items",
                delegations.ofOwner(call.account().wallet(), Page.limit(query)).stream()
                        .map(DelegationView::of)
                        .toList()));
    }
}
