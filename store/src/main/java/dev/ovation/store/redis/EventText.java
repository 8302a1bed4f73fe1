package dev.ovation.store.redis;

import dev.ovation.core.event.Event;
import dev.ovation.core.value.Address;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An event as text: its strings one after the other, each behind its length ({@code 5:hello}), so that no character
 * needs an escape.
 */
final class EventText {

    private static final int FIXED = 3;

    private EventText() {}

    static String write(Event event) {
        StringBuilder text = new StringBuilder();
        append(text, event.type());
        append(text, event.wallet().toString());
        append(text, Long.toString(event.at().toEpochMilli()));
        event.data().forEach((key, value) -> {
            append(text, key);
            append(text, value);
        });
        return text.toString();
    }

    /** Empty if the text is no event. */
    static Optional<Event> read(String text) {
        try {
            List<String> parts = parts(text);
            Map<String, String> data = new HashMap<>();
            for (int i = FIXED; i < parts.size(); i += 2) {
                data.put(parts.get(i), parts.get(i + 1));
            }
            return Optional.of(new Event(
                    parts.get(0), Address.of(parts.get(1)), data, Instant.ofEpochMilli(Long.parseLong(parts.get(2)))));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        for (int at = 0; at < text.length(); ) {
            int colon = text.indexOf(':', at);
            int end = colon + 1 + Integer.parseInt(text.substring(at, colon));
            parts.add(text.substring(colon + 1, end));
            at = end;
        }
        return parts;
    }

    private static void append(StringBuilder text, String part) {
        text.append(part.length()).append(':').append(part);
    }
}
