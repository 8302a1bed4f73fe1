package dev.ovation.store.mongo;

import com.mongodb.client.MongoCollection;
import dev.ovation.core.intent.IntentKind;
import dev.ovation.core.intent.IntentState;
import dev.ovation.core.statement.ContentTotals;
import java.util.EnumSet;
import java.util.Set;
import org.bson.Document;

/** Adds a content's claps and gifts up, from the index alone. */
public final class MongoContentTotals implements ContentTotals {

    private static final Set<IntentState> COUNTED =
            EnumSet.of(IntentState.PENDING, IntentState.SUBMITTED, IntentState.APPROVED, IntentState.SETTLED);

    private final Mongo mongo;
    private final MongoCollection<Document> intents;

    public MongoContentTotals(Mongo mongo) {
        this.mongo = mongo;
        this.intents = mongo.collection(Schema.INTENTS);
    }

    @Override
    public Totals of(String contentRef) {
        IntentSums sums = mongo.call(() ->
                IntentSums.of(intents, new Document("contentRef", contentRef).append("state", Bson.anyOf(COUNTED))));
        return new Totals(
                sums.amount(IntentKind.CLAP, COUNTED),
                sums.count(IntentKind.CLAP, COUNTED),
                sums.amount(IntentKind.GIFT, COUNTED),
                sums.count(IntentKind.GIFT, COUNTED));
    }
}
