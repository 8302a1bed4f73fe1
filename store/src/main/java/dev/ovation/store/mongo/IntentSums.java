package dev.ovation.store.mongo;

import com.mongodb.client.MongoCollection;
import dev.ovation.core.intent.IntentKind;
import dev.ovation.core.intent.IntentState;
import dev.ovation.core.value.Wei;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.bson.Document;

/** Intents added up by kind and state: the one aggregation behind books, totals and earnings. */
record IntentSums(List<Sum> sums) {

    private record Sum(IntentKind kind, IntentState state, Wei amount, long count) {}

    static IntentSums of(MongoCollection<Document> intents, Document filter) {
        Document group = new Document("_id", new Document("kind", "$kind").append("state", "$state"))
                .append("amount", new Document("$sum", "$amount"))
                .append("count", new Document("$sum", 1));
        return new IntentSums(intents.aggregate(List.of(new Document("$match", filter), new Document("$group", group)))
                .map(IntentSums::read)
                .into(new ArrayList<>()));
    }

    Wei amount(IntentKind kind, Collection<IntentState> states) {
        return sums.stream()
                .filter(sum -> sum.kind() == kind && states.contains(sum.state()))
                .map(Sum::amount)
                .reduce(Wei.ZERO, Wei::plus);
    }

    long count(IntentKind kind, Collection<IntentState> states) {
        return sums.stream()
                .filter(sum -> sum.kind() == kind && states.contains(sum.state()))
                .mapToLong(Sum::count)
                .sum();
    }

    private static Sum read(Document document) {
        Row row = new Row(document);
        Row key = row.nested("_id");
        return new Sum(
                key.constant("kind", IntentKind.class),
                key.constant("state", IntentState.class),
                row.money("amount"),
                row.number("count"));
    }
}
