package dev.ovation.api.delegations;

import dev.ovation.api.contracts.ReadAuthorization;
import dev.ovation.core.account.ActorType;
import dev.ovation.core.delegation.RevokeDelegation;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.BodyRule;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.JsonObject;
import dev.ovation.runtime.http.Route;
import java.util.Set;

/** {@code DELETE /api/delegations}: ends all that the wallet signed so far, here and on the chain. */
public final class DeleteDelegations implements Endpoint {

    private final RevokeDelegation revokeDelegation;
    private final ReadAuthorization readAuthorization;

    public DeleteDelegations(RevokeDelegation revokeDelegation, ReadAuthorization readAuthorization) {
        this.revokeDelegation = revokeDelegation;
        this.readAuthorization = readAuthorization;
    }

    @Override
    public Route route() {
        return Route.delete("/api/delegations")
                .only(ActorType.USER, ActorType.CREATOR)
                .taking(BodyRule.JSON);
    }

    @Override
    public Answer answer(Call call) {
        JsonObject body = call.json().shaped(Set.of("generation", "signature"), Set.of());
        revokeDelegation.revokeAll(
                call.account(), body.wholeNumber("generation").integer(0, 65_535), readAuthorization.signature(body));
        return Answer.noContent();
    }
}
