package dev.ovation.store.mongo;

import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * A document as it is read: by field and type, where a field that must be there and is not is an error of ours.
 *
 * <p>Ids, addresses and hashes are kept as text: a person with a shell reads them, and text orders the same in every
 * server. Moments are kept to the millisecond.
 */
record Row(Document document) {

    String text(String field) {
        return required(field, document.getString(field));
    }

    Optional<String> optionalText(String field) {
        return Optional.ofNullable(document.getString(field));
    }

    UUID uuid(String field) {
        return UUID.fromString(text(field));
    }

    Address address(String field) {
        return Address.of(text(field));
    }

    Bytes32 word(String field) {
        return Bytes32.of(text(field));
    }

    Optional<Bytes32> optionalWord(String field) {
        return optionalText(field).map(Bytes32::of);
    }

    Wei money(String field) {
        return Money.decode(document.get(field));
    }

    long number(String field) {
        return required(field, document.get(field, Number.class)).longValue();
    }

    boolean flag(String field) {
        return required(field, document.getBoolean(field));
    }

    Instant instant(String field) {
        return required(field, document.getDate(field)).toInstant();
    }

    Optional<Instant> optionalInstant(String field) {
        return Optional.ofNullable(document.getDate(field)).map(Date::toInstant);
    }

    byte[] bytes(String field) {
        return required(field, document.get(field, Binary.class)).getData();
    }

    <E extends Enum<E>> E constant(String field, Class<E> type) {
        return Enum.valueOf(type, text(field));
    }

    Row nested(String field) {
        return new Row(required(field, document.get(field, Document.class)));
    }

    List<String> texts(String field) {
        return required(field, document.getList(field, String.class));
    }

    private static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("a stored document lacks " + field);
        }
        return value;
    }
}
