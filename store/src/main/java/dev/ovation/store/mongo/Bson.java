package dev.ovation.store.mongo;

import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;

/**
 * The few query and update forms that the repositories use, as plain documents: a filter whose conditions stand side
 * by side finds its index in every server, one wrapped in {@code $and} does not.
 */
final class Bson {

    private Bson() {}

    static Document in(Collection<?> values) {
        return new Document("$in", values);
    }

    /** A condition that accepts any of these constants. */
    static Document anyOf(Collection<? extends Enum<?>> constants) {
        return in(constants.stream().map(Enum::name).toList());
    }

    static Document before(Instant moment) {
        return new Document("$lt", Date.from(moment));
    }

    static Document set(Document fields) {
        return new Document("$set", fields);
    }

    static Date date(Instant moment) {
        return Date.from(moment);
    }

    /** Adds a field where there is a value. */
    static void put(Document document, String field, Optional<?> value) {
        value.ifPresent(v -> document.append(field, v.toString()));
    }
}
