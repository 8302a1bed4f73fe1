package dev.ovation.api.contracts;

import dev.ovation.core.account.ActorType;
import dev.ovation.core.ledger.Token;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Query;
import dev.ovation.runtime.http.Route;
import dev.ovation.runtime.onchain.TypedData;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code GET /api/contracts/typed-data/authorization}: what to sign for a standing cap. */
public final class GetAuthorizationTypedData implements Endpoint {

    private final ComposeTerms composeTerms;
    private final ReadAuthorization readAuthorization;
    private final TypedData typedData;

    public GetAuthorizationTypedData(
            ComposeTerms composeTerms, ReadAuthorization readAuthorization, TypedData typedData) {
        this.composeTerms = composeTerms;
        this.readAuthorization = readAuthorization;
        this.typedData = typedData;
    }

    @Override
    public Route route() {
        return Route.get("/api/contracts/typed-data/authorization").only(ActorType.USER, ActorType.CREATOR);
    }

    @Override
    public Answer answer(Call call) {
        Query query = call.query().knowing("token", "creatorAddress", "cap", "capPerIntent", "validFor");
        Token token = readAuthorization.token(query.text("token"));
        Map<String, Object> payload =
                typedData.authorization(composeTerms.standing(call.account().wallet(), token, query));
        return Answer.ok(new ToSign(payload, new ToSign.Submit("POST", "/api/delegations", signed(payload))));
    }

    /** The signed message as it is posted back. */
    static Map<String, Object> signed(Map<String, Object> payload) {
        Map<String, Object> signed = new LinkedHashMap<>();
        Object message = payload.get("message");
        if (message != null) {
            signed.put("authorization", message);
        }
        signed.put("signature", ToSign.SIGNATURE);
        return signed;
    }
}
