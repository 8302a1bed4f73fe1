package dev.ovation.bench.stack.indexed;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds documents by the first field of an index, for queries that want it equal to a value or one of several; the
 * collection matches the rest and sorts. In memory: filled again whenever the files are opened.
 */
final class FirstFieldIndex extends Index<Object> {

    private static final String ONE_OF = "$in";
    private final Map<Object, Set<Object>> positions = new HashMap<>();
    private final String field;
    private long count;

    FirstFieldIndex(String name, List<IndexKey> keys) {
        // Sparse to the collection, which then does not expect to find every document here.
        super(name, keys, true);
        this.field = keys.getFirst().getKey();
    }

    @Override
    public synchronized boolean canHandle(Document query) {
        return !wanted(query.get(field)).isEmpty();
    }

    @Override
    public synchronized Iterable<Object> getPositions(Document query) {
        Set<Object> found = new LinkedHashSet<>();
        wanted(query.get(field)).forEach(value -> found.addAll(positions.getOrDefault(value, Set.of())));
        return List.copyOf(found);
    }

    /** The values that the field may have; none if the condition is of another kind. */
    private static Collection<?> wanted(@Nullable Object condition) {
        if (condition instanceof Document operators
                && operators.keySet().equals(Set.of(ONE_OF))
                && operators.get(ONE_OF) instanceof Collection<?> values
                && values.stream().allMatch(FirstFieldIndex::isPlain)) {
            return List.copyOf(values);
        }
        return condition != null && isPlain(condition) ? List.of(condition) : List.of();
    }

    /** Numbers are compared across types and a missing field equals null: such conditions are left to the collection. */
    private static boolean isPlain(@Nullable Object value) {
        return value instanceof String || value instanceof Boolean;
    }

    private Set<Object> valuesOf(Document document) {
        return getKeyValues(document).stream()
                .map((KeyValue key) -> key.get(0))
                .filter(FirstFieldIndex::isPlain)
                .collect(Collectors.toSet());
    }

    @Override
    public synchronized void add(Document document, Object position, MongoCollection<Object> collection) {
        valuesOf(document)
                .forEach(value -> positions
                        .computeIfAbsent(value, _ -> new LinkedHashSet<>())
                        .add(position));
        count++;
    }

    @Override
    public synchronized @Nullable Object remove(Document document) {
        take(document, document.get("_id"));
        count--;
        return null;
    }

    private void take(Document document, @Nullable Object position) {
        for (Object value : valuesOf(document)) {
            Set<Object> same = positions.getOrDefault(value, new LinkedHashSet<>());
            same.remove(position);
            if (same.isEmpty()) {
                positions.remove(value);
            }
        }
    }

    @Override
    public synchronized void updateInPlace(
            Document before, Document after, Object position, MongoCollection<Object> collection) {
        if (!valuesOf(before).equals(valuesOf(after))) {
            take(before, position);
            count--;
            add(after, position, collection);
        }
    }

    @Override
    public @Nullable Object getPosition(Document document) {
        return null;
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {
        // Nothing is refused here.
    }

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {
        // Nothing is refused here.
    }

    @Override
    public synchronized long getCount() {
        return count;
    }

    @Override
    public synchronized long getDataSize() {
        return count;
    }

    @Override
    public void drop() {
        positions.clear();
    }
}
