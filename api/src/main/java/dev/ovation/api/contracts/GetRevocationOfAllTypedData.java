package dev.ovation.api.contracts;

import dev.ovation.core.account.ActorType;
import dev.ovation.core.value.Address;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Route;
import dev.ovation.runtime.onchain.TypedData;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code GET /api/contracts/typed-data/revocation-of-all}: what to sign to end all that was signed so far. */
public final class GetRevocationOfAllTypedData implements Endpoint {

    private final ComposeTerms composeTerms;
    private final TypedData typedData;

    public GetRevocationOfAllTypedData(ComposeTerms composeTerms, TypedData typedData) {
        this.composeTerms = composeTerms;
        this.typedData = typedData;
    }

    @Override
    public Route route() {
        return Route.get("/api/contracts/typed-data/revocation-of-all").only(ActorType.USER, ActorType.CREATOR);
    }

    @Override
    public Answer answer(Call call) {
        call.query().knowing();
        Address owner = call.account().wallet();
        long generation = composeTerms.generation(owner);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("generation", String.valueOf(generation));
        body.put("signature", ToSign.SIGNATURE);
        return Answer.ok(new ToSign(
                typedData.revocationOfAll(owner, generation), new ToSign.Submit("DELETE", "/api/delegations", body)));
    }
}
