package dev.ovation.store.mongo;

import com.mongodb.client.MongoCollection;
import dev.ovation.core.statement.StatementEntry;
import dev.ovation.core.statement.Statements;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.bson.Document;

/**
 * One kind of movement, read page by page in the order of the whole statement: newest first, and within one moment by
 * key, which is the source's name and the document's id.
 *
 * @param name of no two sources the beginning of the other, so that keys order by name first
 * @param moment the field that says when it happened
 */
record StatementSource(
        String name,
        MongoCollection<Document> collection,
        Document filter,
        String moment,
        BiFunction<Key, Row, StatementEntry> entry) {

    /** Where an entry stands. */
    record Key(String text, Instant at) {}

    List<StatementEntry> page(Instant from, Instant until, Optional<Statements.Cursor> after, int limit) {
        Document bounded = new Document(filter);
        Document range = new Document("$gte", Bson.date(from)).append("$lt", Bson.date(until));
        bounded.append(moment, range);
        after.ifPresent(cursor -> bound(bounded, cursor));
        return collection
                .find(bounded)
                .sort(new Document(moment, -1).append("_id", -1))
                .limit(limit)
                .map(this::read)
                .into(new ArrayList<>());
    }

    private void bound(Document bounded, Statements.Cursor cursor) {
        Document before = new Document(moment, new Document("$lt", Bson.date(cursor.at())));
        Document sameMoment = new Document(moment, Bson.date(cursor.at()));
        String prefix = name + ":";
        if (cursor.key().startsWith(prefix)) {
            sameMoment.append("_id", new Document("$lt", cursor.key().substring(prefix.length())));
            bounded.append("$or", List.of(before, sameMoment));
        } else if (prefix.compareTo(cursor.key()) < 0) {
            bounded.append("$or", List.of(before, sameMoment));
        } else {
            bounded.append("$or", List.of(before));
        }
    }

    private StatementEntry read(Document document) {
        Row row = new Row(document);
        return entry.apply(new Key(name + ":" + row.text("_id"), row.instant(moment)), row);
    }
}
