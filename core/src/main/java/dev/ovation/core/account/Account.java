package dev.ovation.core.account;

import dev.ovation.core.value.Address;
import java.time.Instant;

/**
 * One person or staff member.
 *
 * @param email lower case, unique
 * @param passwordHash Argon2id in PHC format
 * @param wallet proven by a signature, unique
 */
public record Account(
        AccountId id,
        String email,
        String passwordHash,
        Address wallet,
        ActorType type,
        boolean suspended,
        Instant createdAt) {

    @Override
    public String toString() {
        return "Account[" + id + ", " + type + "]";
    }
}
