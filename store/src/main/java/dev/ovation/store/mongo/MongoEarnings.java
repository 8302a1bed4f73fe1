package dev.ovation.store.mongo;

import com.mongodb.client.MongoCollection;
import dev.ovation.core.intent.IntentKind;
import dev.ovation.core.intent.IntentState;
import dev.ovation.core.statement.Earnings;
import dev.ovation.core.value.Address;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.bson.Document;

/** Adds up what a creator was given; fans are ranked inside the database. */
public final class MongoEarnings implements Earnings {

    private static final Set<IntentState> COUNTED =
            EnumSet.of(IntentState.SUBMITTED, IntentState.APPROVED, IntentState.SETTLED);

    private final Mongo mongo;
    private final MongoCollection<Document> intents;
    private final MongoCollection<Document> payouts;

    public MongoEarnings(Mongo mongo) {
        this.mongo = mongo;
        this.intents = mongo.collection(Schema.INTENTS);
        this.payouts = mongo.collection(Schema.PAYOUTS);
    }

    @Override
    public Report of(Address creator, int topFans) {
        Document received = new Document("creator", creator.toString()).append("state", Bson.anyOf(COUNTED));
        return mongo.call(() -> {
            IntentSums sums = IntentSums.of(intents, received);
            return new Report(
                    source(sums, IntentKind.CLAP),
                    source(sums, IntentKind.GIFT),
                    Sums.of(payouts, new Document("creator", creator.toString()), "paid"),
                    topFans == 0 ? List.of() : topFans(received, topFans));
        });
    }

    private static Source source(IntentSums sums, IntentKind kind) {
        return new Source(
                sums.amount(kind, EnumSet.of(IntentState.SUBMITTED)),
                sums.amount(kind, EnumSet.of(IntentState.APPROVED)),
                sums.amount(kind, EnumSet.of(IntentState.SETTLED)),
                sums.count(kind, COUNTED));
    }

    private List<TopFan> topFans(Document received, int limit) {
        // In wei of TKI, so that the weight is a whole number: a gift counts CLAPS_PER_TOKEN times.
        Document weight =
                ifKind(IntentKind.GIFT, new Document("$multiply", List.of("$amount", CLAPS_PER_TOKEN)), "$amount");
        Document group = new Document("_id", "$fan")
                .append("claps", new Document("$sum", ifKind(IntentKind.CLAP, "$amount", 0)))
                .append("gifts", new Document("$sum", ifKind(IntentKind.GIFT, "$amount", 0)))
                .append("weight", new Document("$sum", weight));
        return intents.aggregate(List.of(
                        new Document("$match", received),
                        new Document("$group", group),
                        new Document("$sort", new Document("weight", -1).append("_id", 1)),
                        new Document("$limit", limit)))
                .map(document -> new Row(document))
                .map(row -> new TopFan(row.address("_id"), row.money("claps"), row.money("gifts")))
                .into(new ArrayList<>());
    }

    private static Document ifKind(IntentKind kind, Object then, Object otherwise) {
        return new Document("$cond", List.of(new Document("$eq", List.of("$kind", kind.name())), then, otherwise));
    }
}
