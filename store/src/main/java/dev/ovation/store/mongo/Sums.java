package dev.ovation.store.mongo;

import com.mongodb.client.MongoCollection;
import dev.ovation.core.value.Wei;
import java.util.List;
import org.bson.Document;

/** Adds amounts inside the database. */
final class Sums {

    private Sums() {}

    static Wei of(MongoCollection<Document> collection, Document filter, String field) {
        Document sum = collection
                .aggregate(List.of(
                        new Document("$match", filter),
                        new Document(
                                "$group", new Document("_id", null).append("sum", new Document("$sum", "$" + field)))))
                .first();
        return sum == null ? Wei.ZERO : new Row(sum).money("sum");
    }
}
