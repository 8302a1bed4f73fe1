package dev.ovation.store.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An index by the text in its first field, kept in memory and built when the database is opened. It narrows a query
 * down to the documents with that text; filter and order are the server's.
 */
final class FirstFieldIndex extends Index<Object> {

    private static final String ID = "_id";
    private final String field;
    private final Map<String, Set<Object>> positions = new HashMap<>();
    private long count;

    FirstFieldIndex(String name, List<IndexKey> keys, boolean sparse) {
        super(name, keys, sparse);
        this.field = keys.getFirst().getKey();
    }

    /** Not where the id is named: the index on it finds one document, this one may find thousands. */
    @Override
    public synchronized boolean canHandle(Document query) {
        return !query.containsKey(ID) && isServed(query.get(field));
    }

    private static boolean isServed(@Nullable Object condition) {
        return condition instanceof String
                || (condition instanceof Document expression
                        && expression.keySet().equals(Set.of("$in"))
                        && expression.get("$in") instanceof Collection<?> texts
                        && texts.stream().allMatch(String.class::isInstance));
    }

    @Override
    public synchronized Iterable<Object> getPositions(Document query) {
        Collection<?> texts = query.get(field) instanceof Document expression
                ? new LinkedHashSet<>((Collection<?>) expression.get("$in"))
                : List.of(query.get(field));
        List<Object> found = new ArrayList<>();
        texts.forEach(text -> found.addAll(positions.getOrDefault(String.valueOf(text), Set.of())));
        return found;
    }

    @Override
    public synchronized void add(Document document, Object position, MongoCollection<Object> collection) {
        if (document.get(field) instanceof String text) {
            positions.computeIfAbsent(text, _ -> new LinkedHashSet<>()).add(position);
        }
        count++;
    }

    @Override
    public synchronized @Nullable Object remove(Document document) {
        Object position = getPosition(document);
        take(document, position);
        count--;
        return position;
    }

    @Override
    public synchronized void updateInPlace(
            Document before, Document after, Object position, MongoCollection<Object> collection) {
        if (!String.valueOf(before.get(field)).equals(String.valueOf(after.get(field)))) {
            take(before, position);
            count--;
            add(after, position, collection);
        }
    }

    private void take(Document document, @Nullable Object position) {
        if (document.get(field) instanceof String text) {
            positions.computeIfPresent(text, (_, there) -> {
                there.remove(position);
                return there.isEmpty() ? null : there;
            });
        }
    }

    /** The embedded store's position of a document is its id. */
    @Override
    public @Nullable Object getPosition(Document document) {
        return document.get(ID);
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {}

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {}

    @Override
    public synchronized long getCount() {
        return count;
    }

    @Override
    public long getDataSize() {
        return getCount();
    }

    @Override
    public void drop() {}
}
