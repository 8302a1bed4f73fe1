package dev.ovation.core.intent;

import java.util.UUID;

/** Names an intent from before it reaches the chain; time-ordered (UUID version 7). */
public record IntentId(UUID value) {

    /**
     * @throws IllegalArgumentException if the text is no UUID
     */
    public static IntentId of(String text) {
        return new IntentId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
