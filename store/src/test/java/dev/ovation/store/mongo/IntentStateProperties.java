package dev.ovation.store.mongo;

import static dev.ovation.store.mongo.Samples.NOON;
import static dev.ovation.store.mongo.Samples.address;
import static dev.ovation.store.mongo.Samples.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.core.intent.Intent;
import dev.ovation.core.intent.IntentChange;
import dev.ovation.core.intent.IntentId;
import dev.ovation.core.intent.IntentState;
import dev.ovation.core.screening.Verdict;
import dev.ovation.store.testing.MongoServer;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever steps arrive in whatever order and number, an intent only ever moves along the arrows of its states. */
class IntentStateProperties {

    private static MongoServer server;
    private static Mongo mongo;
    private static MongoIntents intents;

    @BeforeContainer
    static void start() {
        server = MongoServer.start();
        mongo = server.connect();
        intents = new MongoIntents(mongo);
    }

    @AfterContainer
    static void stop() {
        mongo.close();
        server.close();
    }

    @Property(tries = 60)
    void anIntentOnlyMovesForward(@ForAll @Size(min = 1, max = 12) List<@IntRange(min = 0, max = 6) Integer> steps) {
        Intent intent = Samples.intent(address(), address()).build();
        intents.insertAll(List.of(intent));
        IntentState state = IntentState.PENDING;
        Instant at = NOON;
        for (int step : steps) {
            // Time passes: the very same step once more would change nothing, and say so.
            at = at.plusSeconds(1);
            IntentChange change = step(step, intent.id(), at);
            int changed = intents.apply(List.of(change));
            IntentState now = intents.byId(intent.id()).orElseThrow().state();
            if (change instanceof IntentChange.Screened) {
                assertThat(now).isEqualTo(state);
                assertThat(changed).isEqualTo(state == IntentState.SUBMITTED ? 1 : 0);
            } else if (change.target().predecessors().contains(state)) {
                assertThat(changed).isEqualTo(1);
                assertThat(now).isEqualTo(change.target());
            } else {
                assertThat(changed).isZero();
                assertThat(now).isEqualTo(state);
            }
            state = now;
        }
    }

    private static IntentChange step(int kind, IntentId id, Instant at) {
        return switch (kind) {
            case 0 -> new IntentChange.Submitted(id, word(), at);
            case 1 -> new IntentChange.Failed(id, "NonceUsed", at);
            case 2 -> new IntentChange.Screened(id, Verdict.CLEAR, "", at);
            case 3 -> new IntentChange.Approved(id, word(), at);
            case 4 -> new IntentChange.Rejected(id, word(), "no", at);
            case 5 -> new IntentChange.Cancelled(id, word(), at);
            default -> new IntentChange.Settled(id, word(), at);
        };
    }
}
