package dev.ovation.chain.account;

import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The durable record of a request: its nonce and every transaction that was ever signed for it.
 *
 * @param key the request's idempotency key, unique over all accounts
 * @param nonce the one that is current; unique per account
 * @param attempts oldest first, never empty; those with another nonce are dead
 * @param closed whether the chain has decided for good
 * @param taker the hash of the transaction that took the nonce, once closed: one of the attempts, or a stranger's
 * @param fencingToken of the lease under which the record was last written
 */
public record JournaledTransaction(
        String key,
        Address account,
        long nonce,
        TransactionBody body,
        List<Attempt> attempts,
        boolean closed,
        Optional<Bytes32> taker,
        long fencingToken,
        Instant createdAt) {

    public JournaledTransaction {
        attempts = List.copyOf(attempts);
        if (attempts.isEmpty() || attempts.getLast().nonce() != nonce) {
            throw new IllegalArgumentException("the last attempt of a record has its nonce");
        }
    }

    Attempt lastAttempt() {
        return attempts.getLast();
    }

    /** The attempts that the chain may still take. */
    List<Attempt> live() {
        return attempts.stream().filter(attempt -> attempt.nonce() == nonce).toList();
    }

    Optional<Attempt> attempt(Bytes32 hash) {
        return attempts.stream()
                .filter(attempt -> attempt.signed().hash().equals(hash))
                .findFirst();
    }

    /** Adds an attempt, whose nonce becomes the current one. */
    JournaledTransaction with(Attempt attempt, long token) {
        List<Attempt> all = Stream.concat(attempts.stream(), Stream.of(attempt)).toList();
        return new JournaledTransaction(
                key, account, attempt.nonce(), body, all, false, Optional.empty(), token, createdAt);
    }

    JournaledTransaction closedBy(Bytes32 hash, long token) {
        return new JournaledTransaction(key, account, nonce, body, attempts, true, Optional.of(hash), token, createdAt);
    }

    @Override
    public String toString() {
        return "%s nonce=%d attempts=%d closed=%s".formatted(key, nonce, attempts.size(), closed);
    }
}
