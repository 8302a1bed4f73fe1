package dev.ovation.api.contracts;

import dev.ovation.core.account.ActorType;
import dev.ovation.core.value.Bytes32;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Route;
import dev.ovation.runtime.onchain.TypedData;
import java.util.Map;

/** {@code GET /api/contracts/typed-data/revocation}: what to sign to end one authorization on the chain. */
public final class GetRevocationTypedData implements Endpoint {

    private final TypedData typedData;

    public GetRevocationTypedData(TypedData typedData) {
        this.typedData = typedData;
    }

    @Override
    public Route route() {
        return Route.get("/api/contracts/typed-data/revocation").only(ActorType.USER, ActorType.CREATOR);
    }

    @Override
    public Answer answer(Call call) {
        Bytes32 hash = call.query().knowing("hash").text("hash").word();
        return Answer.ok(new ToSign(
                typedData.revocation(call.account().wallet(), hash),
                new ToSign.Submit("DELETE", "/api/delegations/" + hash, Map.of("signature", ToSign.SIGNATURE))));
    }
}
