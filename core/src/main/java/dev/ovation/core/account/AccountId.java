package dev.ovation.core.account;

import java.util.UUID;

/** Names an account; time-ordered (UUID version 7). */
public record AccountId(UUID value) {

    public static AccountId of(String text) {
        return new AccountId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
