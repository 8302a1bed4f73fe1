package dev.ovation.api.delegations;

import dev.ovation.api.contracts.ReadAuthorization;
import dev.ovation.core.account.ActorType;
import dev.ovation.core.delegation.Delegation;
import dev.ovation.core.delegation.RegisterDelegation;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.JsonObject;
import dev.ovation.runtime.http.Route;
import java.util.Set;

/** {@code POST /api/delegations}: registers a standing authorization. Registering it twice is registering it once. */
public final class PostDelegation implements Endpoint {

    private final RegisterDelegation registerDelegation;
    private final ReadAuthorization readAuthorization;

    public PostDelegation(RegisterDelegation registerDelegation, ReadAuthorization readAuthorization) {
        this.registerDelegation = registerDelegation;
        this.readAuthorization = readAuthorization;
    }

    @Override
    public Route route() {
        return Route.post("/api/delegations").only(ActorType.USER, ActorType.CREATOR);
    }

    @Override
    public Answer answer(Call call) {
        JsonObject body = call.json().shaped(Set.of("authorization", "signature"), Set.of());
        Delegation delegation = registerDelegation.register(
                call.account(),
                readAuthorization.terms(body.object("authorization")),
                readAuthorization.signature(body));
        return Answer.created(
                new Registered(delegation.authorization().hash().toString(), DelegationView.of(delegation)));
    }

    record Registered(String hash, DelegationView delegation) {}
}
