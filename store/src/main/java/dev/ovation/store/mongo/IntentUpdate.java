package dev.ovation.store.mongo;

import com.mongodb.client.model.UpdateManyModel;
import com.mongodb.client.model.WriteModel;
import dev.ovation.core.intent.IntentChange;
import dev.ovation.core.intent.IntentState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.bson.Document;

/**
 * One step of one or several intents as a conditional update: it finds an intent only in one of the step's
 * predecessors.
 *
 * @param condition on the state
 * @param set what the step writes
 */
record IntentUpdate(List<String> ids, Object condition, Document set) {

    /** In order; neighbours that write the same, as all legs of a batch do, become one. */
    static List<IntentUpdate> of(Collection<? extends IntentChange> changes) {
        List<IntentUpdate> updates = new ArrayList<>();
        for (IntentChange change : changes) {
            IntentUpdate next = of(change);
            if (!updates.isEmpty() && updates.getLast().writesAs(next)) {
                updates.getLast().ids.addAll(next.ids);
            } else {
                updates.add(next);
            }
        }
        return updates;
    }

    private static IntentUpdate of(IntentChange change) {
        return new IntentUpdate(
                new ArrayList<>(List.of(change.id().toString())),
                Bson.anyOf(change.predecessors()),
                fields(change).append("updatedAt", Bson.date(change.at())));
    }

    private boolean writesAs(IntentUpdate other) {
        return condition.equals(other.condition) && set.equals(other.set);
    }

    WriteModel<Document> model() {
        return new UpdateManyModel<>(new Document("_id", Bson.in(ids)).append("state", condition), Bson.set(set));
    }

    private static Document fields(IntentChange change) {
        Document moved = new Document("state", change.target().name());
        return switch (change) {
            case IntentChange.Submitted it ->
                moved.append("submittedBy", it.transaction().toString()).append("takenAt", Bson.date(it.at()));
            case IntentChange.Failed it -> moved.append("reason", it.reason());
            case IntentChange.Screened it ->
                new Document("verdict", it.verdict().name()).append("reason", it.reason());
            case IntentChange.Approved it ->
                moved.append("approvedBy", it.transaction().toString());
            case IntentChange.Rejected it ->
                returned(moved, it)
                        .append("closedBy", it.transaction().toString())
                        .append("reason", it.reason());
            case IntentChange.Cancelled it ->
                returned(moved, it).append("closedBy", it.transaction().toString());
            case IntentChange.Settled it ->
                moved.append("closedBy", it.transaction().toString());
            case IntentChange.Corrected it -> corrected(moved.append("reason", it.reason()), it);
        };
    }

    /** Statements tell what was taken by {@code takenAt}, and what came back by {@code returnedAt}. */
    private static Document corrected(Document moved, IntentChange.Corrected it) {
        if (it.before() == IntentState.FAILED) {
            moved.append("takenAt", Bson.date(it.at()));
        }
        return switch (it.after()) {
            case FAILED -> moved.append("takenAt", null);
            case REJECTED, CANCELLED -> returned(moved, it).append("closedBy", null);
            case PENDING, SUBMITTED, APPROVED, SETTLED ->
                moved.append("returnedAt", null).append("closedBy", null);
        };
    }

    private static Document returned(Document moved, IntentChange change) {
        return moved.append("returnedAt", Bson.date(change.at()));
    }
}
