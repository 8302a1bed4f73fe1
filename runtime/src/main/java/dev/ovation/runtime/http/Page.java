package dev.ovation.runtime.http;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page of a list, newest first.
 *
 * @param nextCursor to be sent back as {@code cursor} for the page after; empty on the last
 */
public record Page<T>(List<T> items, Optional<String> nextCursor) {

    public static final int DEFAULT_LIMIT = 20;
    public static final int MAX_LIMIT = 100;

    public Page {
        items = List.copyOf(items);
    }

    /** Reads the query's {@code limit}. */
    public static int limit(Query query) {
        return query.optional("limit").map(text -> text.integer(1, MAX_LIMIT)).orElse(DEFAULT_LIMIT);
    }

    /**
     * A page that may have a next one if it is full.
     *
     * @param cursor of an item: where the next page begins if this is the last of this one
     */
    public static <S, T> Page<T> of(List<S> found, int limit, Function<S, T> view, Function<S, String> cursor) {
        return new Page<>(
                found.stream().map(view).toList(),
                found.size() < limit ? Optional.empty() : Optional.of(cursor.apply(found.getLast())));
    }
}
