package dev.ovation.api.contracts;

import dev.ovation.core.account.ActorType;
import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.intent.IntentKind;
import dev.ovation.core.value.Address;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Query;
import dev.ovation.runtime.http.Route;
import dev.ovation.runtime.onchain.TypedData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code GET /api/contracts/typed-data/clap} and {@code /gift}: what to sign for one of them, or, with no creator
 * named, for a bundle to several.
 */
public final class GetIntentTypedData implements Endpoint {

    private final IntentKind kind;
    private final String name;
    private final ComposeTerms composeTerms;
    private final TypedData typedData;

    public GetIntentTypedData(IntentKind kind, ComposeTerms composeTerms, TypedData typedData) {
        this.kind = kind;
        this.name = kind.name().toLowerCase(Locale.ROOT);
        this.composeTerms = composeTerms;
        this.typedData = typedData;
    }

    @Override
    public Route route() {
        return Route.get("/api/contracts/typed-data/" + name).only(ActorType.USER, ActorType.CREATOR);
    }

    @Override
    public Answer answer(Call call) {
        Query query = call.query().knowing("creatorAddress", "amount", "amountEach", "validFor", "nonce");
        Address owner = call.account().wallet();
        Authorization terms = composeTerms.once(owner, kind.token(), query);
        Map<String, Object> payload = typedData.authorization(terms);
        Map<String, Object> intent = new LinkedHashMap<>();
        query.optional("creatorAddress").ifPresent(creator -> intent.put("creatorAddress", creator.text()));
        intent.put("amount", terms.capPerIntent().toTokens());
        Map<String, Object> body = new LinkedHashMap<>();
        if (terms.allowsAnyCreator()) {
            intent.put("creatorAddress", "<creator>");
            body.put(name + "s", List.of(intent));
        } else {
            body.putAll(intent);
        }
        body.put("delegation", GetAuthorizationTypedData.signed(payload));
        return Answer.ok(new ToSign(payload, new ToSign.Submit("POST", "/api/contracts/" + name, body)));
    }
}
