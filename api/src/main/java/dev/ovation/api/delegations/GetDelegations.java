package dev.ovation.api.delegations;

import dev.ovation.core.delegation.Delegation;
import dev.ovation.core.delegation.Delegations;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.value.Address;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.FieldText;
import dev.ovation.runtime.http.Page;
import dev.ovation.runtime.http.Query;
import dev.ovation.runtime.http.Route;

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
        Query query = call.query().knowing("cursor", "limit");
        int limit = Page.limit(query);
        Address owner = call.account().wallet();
        return Answer.ok(Page.of(
                delegations.ofOwner(owner, query.optional("cursor").map(text -> last(owner, text)), limit),
                limit,
                DelegationView::of,
                delegation -> delegation.authorization().hash().toString()));
    }

    private Delegation last(Address owner, FieldText cursor) {
        return delegations
                .byHash(cursor.word(RefusalCode.INVALID_CURSOR))
                .filter(delegation -> delegation.authorization().terms().owner().equals(owner))
                .orElseThrow(() -> cursor.invalid(RefusalCode.INVALID_CURSOR, "names no authorization of yours"));
    }
}
