package dev.ovation.api.contracts;

import dev.ovation.core.account.ActorType;
import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.intent.Intent;
import dev.ovation.core.intent.IntentKind;
import dev.ovation.core.intent.IntentOrder;
import dev.ovation.core.intent.IntentState;
import dev.ovation.core.intent.Operation;
import dev.ovation.core.intent.SubmitIntents;
import dev.ovation.core.intent.Ticket;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.JsonObject;
import dev.ovation.runtime.http.Route;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * {@code POST /api/contracts/clap} and {@code /gift}: one of them, or a bundle of several under one signature. Answers
 * once the chain has decided, or with 202 if the client prefers not to wait or the chain takes too long.
 */
public final class PostIntents implements Endpoint {

    private static final int MAX_CONTENT_REF = 200;

    private final IntentKind kind;
    private final String listName;
    private final SubmitIntents submitIntents;
    private final ReadAuthorization readAuthorization;
    private final AwaitChain awaitChain;

    /**
     * @param patience how long to wait for the chain
     */
    public PostIntents(
            IntentKind kind, SubmitIntents submitIntents, ReadAuthorization readAuthorization, Duration patience) {
        this.kind = kind;
        this.listName = kind.name().toLowerCase(Locale.ROOT) + "s";
        this.submitIntents = submitIntents;
        this.readAuthorization = readAuthorization;
        this.awaitChain = new AwaitChain(patience);
    }

    @Override
    public Route route() {
        return Route.post("/api/contracts/" + kind.name().toLowerCase(Locale.ROOT))
                .only(ActorType.USER, ActorType.CREATOR)
                .movingMoney();
    }

    @Override
    public Answer answer(Call call) {
        JsonObject body = call.json();
        boolean bundle = body.has(listName);
        Ticket ticket = submitIntents.submit(bundle ? bundle(call, body) : single(call, body));
        AwaitChain.Outcome outcome = call.prefersAsync() ? awaitChain.durable(ticket) : awaitChain.decided(ticket);
        outcome.intents().getFirst().place().ifPresent(place -> call.remark("batch=" + place.batch()));
        Object view = bundle
                ? bundleView(outcome.intents())
                : singleView(outcome.intents().getFirst());
        if (!outcome.decided()) {
            Answer accepted = Answer.accepted(view);
            return call.prefersAsync() ? accepted.with("Preference-Applied", "respond-async") : accepted;
        }
        if (outcome.intents().stream().allMatch(intent -> intent.state() == IntentState.FAILED)) {
            throw ChainRefusals.of(outcome.intents().getFirst().reason());
        }
        return Answer.created(view);
    }

    private IntentOrder single(Call call, JsonObject body) {
        body.shaped(Set.of("creatorAddress", "amount", "delegation"), Set.of("contentRef"));
        return order(call, List.of(leg(body)), body);
    }

    private IntentOrder bundle(Call call, JsonObject body) {
        body.shaped(Set.of(listName, "delegation"), Set.of());
        List<IntentOrder.Leg> legs = body.objects(listName, 1, IntentOrder.MAX_LEGS).stream()
                .map(leg -> leg(leg.shaped(Set.of("creatorAddress", "amount"), Set.of("contentRef"))))
                .toList();
        return order(call, legs, body);
    }

    private IntentOrder order(Call call, List<IntentOrder.Leg> legs, JsonObject body) {
        return new IntentOrder(
                call.account(),
                kind,
                legs,
                readAuthorization.use(body.object("delegation")),
                call.claim().map(claim -> new Operation(claim.operation(), claim.attempt() > 1)));
    }

    private static IntentOrder.Leg leg(JsonObject leg) {
        IntentOrder.Leg read = new IntentOrder.Leg(
                leg.text("creatorAddress").address(),
                leg.text("amount").tokens(),
                leg.optionalText("contentRef").map(ref -> ref.plain(MAX_CONTENT_REF)));
        if (read.amount().exceeds(Authorization.MAX_CAP)) {
            throw leg.text("amount").invalid(RefusalCode.AMOUNT_TOO_LARGE, "is at most 2^96-1 wei");
        }
        return read;
    }

    private static Object singleView(Intent intent) {
        return new Single(intent.id().toString(), IntentView.of(intent));
    }

    private static Object bundleView(List<Intent> intents) {
        return new Bundle(
                intents.stream().map(intent -> intent.id().toString()).toList(),
                intents.stream().map(IntentView::of).toList());
    }

    record Single(String intentId, IntentView intent) {}

    record Bundle(List<String> intentIds, List<IntentView> intents) {}
}
