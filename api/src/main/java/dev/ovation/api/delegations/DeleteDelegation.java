package dev.ovation.api.delegations;

import dev.ovation.api.contracts.ReadAuthorization;
import dev.ovation.core.account.ActorType;
import dev.ovation.core.delegation.RevokeDelegation;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.BodyRule;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Route;
import java.util.Set;

/**
 * {@code DELETE /api/delegations/{hash}}: ends one authorization. Without a body it ends here; with the wallet's
 * signature of the revocation it ends on the chain too.
 */
public final class DeleteDelegation implements Endpoint {

    private static final byte[] NO_SIGNATURE = {};
    private final RevokeDelegation revokeDelegation;
    private final ReadAuthorization readAuthorization;

    public DeleteDelegation(RevokeDelegation revokeDelegation, ReadAuthorization readAuthorization) {
        this.revokeDelegation = revokeDelegation;
        this.readAuthorization = readAuthorization;
    }

    @Override
    public Route route() {
        return Route.delete("/api/delegations/{hash}")
                .only(ActorType.USER, ActorType.CREATOR)
                .taking(BodyRule.OPTIONAL_JSON);
    }

    @Override
    public Answer answer(Call call) {
        byte[] signature = call.optionalJson()
                .map(body -> readAuthorization.signature(body.shaped(Set.of("signature"), Set.of())))
                .orElse(NO_SIGNATURE);
        return Answer.ok(DelegationView.of(
                revokeDelegation.revoke(call.account(), call.variable("hash").word(), signature)));
    }
}
