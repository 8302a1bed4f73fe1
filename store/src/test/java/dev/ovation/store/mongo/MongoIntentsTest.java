package dev.ovation.store.mongo;

import static dev.ovation.store.mongo.Samples.NOON;
import static dev.ovation.store.mongo.Samples.address;
import static dev.ovation.store.mongo.Samples.intent;
import static dev.ovation.store.mongo.Samples.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.core.intent.Batch;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.intent.ChainPlace;
import dev.ovation.core.intent.Intent;
import dev.ovation.core.intent.IntentChange;
import dev.ovation.core.intent.IntentId;
import dev.ovation.core.intent.IntentKind;
import dev.ovation.core.intent.IntentQuery;
import dev.ovation.core.intent.IntentState;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.screening.Verdict;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.store.testing.MongoServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MongoIntentsTest {

    private static MongoServer server;
    private static Mongo mongo;
    private static MongoIntents intents;
    private static MongoBatches batches;
    private final Address fan = address();
    private final Address creator = address();

    @BeforeAll
    static void start() {
        server = MongoServer.start();
        mongo = server.connect();
        intents = new MongoIntents(mongo);
        batches = new MongoBatches(mongo);
    }

    @AfterAll
    static void stop() {
        mongo.close();
        server.close();
    }

    @Test
    void anIntentIsReadAsItWasWritten() {
        Intent written = intent(fan, creator)
                .gift()
                .about("video/1")
                .at(new BatchId(Samples.uuid()), 7)
                .build();
        intents.insertAll(List.of(written));
        assertThat(intents.byId(written.id())).contains(written);
        assertThat(intents.byId(new IntentId(Samples.uuid()))).isEmpty();
    }

    @Test
    void insertingAgainKeepsWhatIsThereAndAddsTheRest() {
        Intent first = intent(fan, creator).build();
        Intent second = intent(fan, creator).build();
        assertThat(intents.insertAll(List.of(first))).isEmpty();
        Bytes32 transaction = word();
        intents.apply(List.of(new IntentChange.Submitted(first.id(), transaction, NOON)));

        assertThat(intents.insertAll(List.of(second, first))).containsExactly(first.id());

        assertThat(intents.byId(first.id()).orElseThrow().submittedBy()).contains(transaction);
        assertThat(intents.byId(second.id())).contains(second);
    }

    @Test
    void aWholeBatchIsInsertedPlacedAndMovedOn() {
        List<Intent> legs = IntStream.range(0, 400)
                .mapToObj(_ -> intent(fan, creator).build())
                .toList();
        List<IntentId> ids = legs.stream().map(Intent::id).toList();
        BatchId batch = new BatchId(Samples.uuid());
        intents.insertAll(legs);
        intents.place(batch, ids);

        int moved = intents.apply(ids.stream()
                .map(id -> new IntentChange.Submitted(id, word(), NOON))
                .toList());

        assertThat(moved).isEqualTo(400);
        List<Intent> stored = intents.ofBatch(batch);
        assertThat(stored).extracting(Intent::id).containsExactlyElementsOf(ids);
        assertThat(stored).allMatch(intent -> intent.state() == IntentState.SUBMITTED);
        assertThat(stored.get(399).place()).contains(new ChainPlace(batch, 399));
    }

    @Test
    void onlyPendingIntentsArePlaced() {
        Intent submitted = intent(fan, creator).state(IntentState.SUBMITTED).build();
        intents.insertAll(List.of(submitted));
        intents.place(new BatchId(Samples.uuid()), List.of(submitted.id()));
        assertThat(intents.byId(submitted.id()).orElseThrow().place()).isEmpty();
    }

    @Test
    void twoStepsOfOneIntentHappenInTheirOrder() {
        Intent clap = intent(fan, creator).build();
        intents.insertAll(List.of(clap));
        int moved = intents.apply(List.of(
                new IntentChange.Submitted(clap.id(), word(), NOON),
                new IntentChange.Approved(clap.id(), word(), NOON.plusSeconds(1))));
        assertThat(moved).isEqualTo(2);
        assertThat(intents.byId(clap.id()).orElseThrow().state()).isEqualTo(IntentState.APPROVED);
    }

    @Test
    void eachStepKeepsItsTransactionAndItsReason() {
        Intent clap = intent(fan, creator).build();
        intents.insertAll(List.of(clap));
        Bytes32 submit = word();
        Bytes32 reject = word();
        intents.apply(List.of(new IntentChange.Submitted(clap.id(), submit, NOON)));
        intents.apply(List.of(new IntentChange.Screened(clap.id(), Verdict.HOLD, "look at it", NOON)));
        assertThat(intents.byId(clap.id()).orElseThrow().verdict()).contains(Verdict.HOLD);
        intents.apply(List.of(new IntentChange.Rejected(clap.id(), reject, "sanctioned", NOON.plusSeconds(9))));

        Intent stored = intents.byId(clap.id()).orElseThrow();
        assertThat(stored.state()).isEqualTo(IntentState.REJECTED);
        assertThat(stored.submittedBy()).contains(submit);
        assertThat(stored.closedBy()).contains(reject);
        assertThat(stored.reason()).isEqualTo("sanctioned");
        assertThat(stored.updatedAt()).isEqualTo(NOON.plusSeconds(9));
        assertThat(intents.apply(List.of(new IntentChange.Settled(clap.id(), word(), NOON))))
                .isZero();
    }

    @Test
    void listsAPartysIntentsNewestFirstFromACursorOn() {
        List<Intent> given = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Intent clap = i % 2 == 0
                    ? intent(fan, creator).build()
                    : intent(fan, creator).gift().state(IntentState.SETTLED).build();
            given.add(clap);
        }
        intents.insertAll(given);
        intents.insertAll(List.of(intent(address(), creator).build()));

        assertThat(list(fan, false, Optional.empty(), Optional.empty(), Optional.empty(), 4))
                .containsExactly(given.get(5), given.get(4), given.get(3), given.get(2));
        assertThat(list(
                        fan,
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(given.get(2).id()),
                        4))
                .containsExactly(given.get(1), given.get(0));
        assertThat(list(fan, false, Optional.of(IntentKind.CLAP), Optional.empty(), Optional.empty(), 2))
                .containsExactly(given.get(4), given.get(2));
        assertThat(list(fan, false, Optional.empty(), Optional.of(IntentState.SETTLED), Optional.empty(), 2))
                .containsExactly(given.get(5), given.get(3));
        assertThat(list(creator, true, Optional.empty(), Optional.empty(), Optional.empty(), 100))
                .hasSize(7);
        assertThat(list(creator, false, Optional.empty(), Optional.empty(), Optional.empty(), 100))
                .isEmpty();
    }

    @Test
    void findsWhatIsDueForScreeningAndForTheSweeper() {
        Intent old = intent(fan, creator).created(NOON.minusSeconds(60)).build();
        Intent older = intent(fan, creator).created(NOON.minusSeconds(90)).build();
        Intent young = intent(fan, creator).created(NOON.plusSeconds(60)).build();
        intents.insertAll(List.of(old, older, young));
        List<IntentId> mine = List.of(old.id(), older.id(), young.id());
        assertThat(ids(intents.stranded(NOON, 1000)).stream().filter(mine::contains))
                .containsExactly(older.id(), old.id());

        intents.apply(mine.stream()
                .map(id -> new IntentChange.Submitted(id, word(), NOON))
                .toList());
        assertThat(ids(intents.stranded(NOON.plusSeconds(99), 1000))).doesNotContainAnyElementsOf(mine);
        assertThat(ids(intents.toScreen(NOON, 1000)).stream().filter(mine::contains))
                .containsExactly(older.id(), old.id());

        intents.apply(List.of(
                new IntentChange.Screened(old.id(), Verdict.HOLD, "why", NOON),
                new IntentChange.Screened(older.id(), Verdict.CLEAR, "", NOON)));
        assertThat(ids(intents.toScreen(NOON, 1000))).doesNotContainAnyElementsOf(mine);
        assertThat(ids(intents.screened(Verdict.HOLD, 1000))).contains(old.id()).doesNotContain(older.id());
        assertThat(ids(intents.screened(Verdict.CLEAR, 1000))).contains(older.id());
    }

    @Test
    void settlesOldSubmittedBatchesThatHoldApprovedIntents() {
        BatchId first = batchWith(IntentState.APPROVED, 100);
        BatchId late = batchWith(IntentState.APPROVED, 300);
        BatchId second = batchWith(IntentState.APPROVED, 200);
        BatchId settled = batchWith(IntentState.SETTLED, 100);

        assertThat(intents.batchesToSettle(300, 100)).containsSubsequence(first, second);
        assertThat(intents.batchesToSettle(300, 100)).doesNotContain(late, settled);
        assertThat(intents.batchesToSettle(300, 1)).containsExactly(first);
        assertThat(intents.batchesToSettle(301, 100)).contains(late);
    }

    /** Submitted in another block, or refused and taken after all: the contract asks for that block's time. */
    @Test
    void aBatchStandsWhereTheChainHasPutItInTheEnd() {
        BatchId moved = batchWith(IntentState.SUBMITTED, 100);
        BatchId refused = new BatchId(Samples.uuid());
        BatchId sealed = new BatchId(Samples.uuid());
        for (BatchId id : List.of(refused, sealed)) {
            batches.insert(new Batch(id, Token.TKI, List.of(), Batch.State.SEALED, Optional.empty(), 0, NOON));
        }
        batches.markFailed(refused);
        Bytes32 transaction = word();
        for (BatchId id : List.of(moved, refused, sealed)) {
            batches.correctSubmitted(id, transaction, 200);
        }
        for (BatchId id : List.of(moved, refused)) {
            Batch batch = batches.byId(id).orElseThrow();
            assertThat(batch.state()).isEqualTo(Batch.State.SUBMITTED);
            assertThat(batch.transaction()).contains(transaction);
            assertThat(batch.submittedAt()).isEqualTo(200);
        }
        assertThat(batches.byId(sealed).orElseThrow().state()).isEqualTo(Batch.State.SEALED);
    }

    private BatchId batchWith(IntentState state, long submittedAt) {
        BatchId id = new BatchId(Samples.uuid());
        Intent leg = intent(fan, creator).state(state).at(id, 0).build();
        intents.insertAll(List.of(
                leg, intent(fan, creator).state(IntentState.CANCELLED).at(id, 1).build()));
        batches.insert(new Batch(id, Token.TKI, List.of(leg.id()), Batch.State.SEALED, Optional.empty(), 0, NOON));
        batches.markSubmitted(id, word(), submittedAt);
        return id;
    }

    private static List<Intent> list(
            Address party,
            boolean asCreator,
            Optional<IntentKind> kind,
            Optional<IntentState> state,
            Optional<IntentId> before,
            int limit) {
        return intents.list(new IntentQuery(party, asCreator, kind, state, before, limit));
    }

    private static List<IntentId> ids(List<Intent> list) {
        return list.stream().map(Intent::id).toList();
    }
}
