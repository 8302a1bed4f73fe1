package dev.ovation.api.contracts;

import dev.ovation.core.intent.IntentId;
import dev.ovation.core.intent.IntentKind;
import dev.ovation.core.intent.IntentQuery;
import dev.ovation.core.intent.IntentState;
import dev.ovation.core.intent.Intents;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Page;
import dev.ovation.runtime.http.Query;
import dev.ovation.runtime.http.Route;

/** {@code GET /api/contracts/intents}: those that one gave, or as a creator those that one receives. */
public final class GetIntents implements Endpoint {

    private final Intents intents;

    public GetIntents(Intents intents) {
        this.intents = intents;
    }

    private enum Role {
        FAN,
        CREATOR
    }

    @Override
    public Route route() {
        return Route.get("/api/contracts/intents");
    }

    @Override
    public Answer answer(Call call) {
        Query query = call.query().knowing("kind", "status", "role", "cursor", "limit");
        int limit = Page.limit(query);
        boolean asCreator =
                query.optional("role").map(text -> text.oneOf(Role.class)).orElse(Role.FAN) == Role.CREATOR;
        IntentQuery wanted = new IntentQuery(
                call.account().wallet(),
                asCreator,
                query.optional("kind").map(text -> text.oneOf(IntentKind.class)),
                query.optional("status").map(text -> text.oneOf(IntentState.class)),
                query.optional("cursor").map(text -> new IntentId(text.uuid(RefusalCode.INVALID_CURSOR))),
                limit);
        return Answer.ok(Page.of(
                intents.list(wanted),
                limit,
                IntentView::of,
                intent -> intent.id().toString()));
    }
}
