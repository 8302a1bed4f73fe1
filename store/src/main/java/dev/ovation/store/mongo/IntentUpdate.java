package dev.ovation.store.mongo;

import com.mongodb.client.model.UpdateOneModel;
import dev.ovation.core.intent.IntentChange;
import dev.ovation.core.intent.IntentState;
import java.util.EnumSet;
import java.util.Set;
import org.bson.Document;

/** One step of an intent as a conditional update: it finds the intent only in one of the step's predecessors. */
final class IntentUpdate {

    private IntentUpdate() {}

    static UpdateOneModel<Document> of(IntentChange change) {
        Document filter = new Document("_id", change.id().toString()).append("state", Bson.anyOf(predecessors(change)));
        return new UpdateOneModel<>(filter, Bson.set(fields(change).append("updatedAt", Bson.date(change.at()))));
    }

    private static Set<IntentState> predecessors(IntentChange change) {
        return change instanceof IntentChange.Screened
                ? EnumSet.of(IntentState.SUBMITTED)
                : change.target().predecessors();
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
        };
    }

    private static Document returned(Document moved, IntentChange change) {
        return moved.append("returnedAt", Bson.date(change.at()));
    }
}
