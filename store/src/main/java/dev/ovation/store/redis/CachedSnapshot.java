package dev.ovation.store.redis;

import dev.ovation.core.ledger.AccountSnapshot;
import dev.ovation.core.value.Wei;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an account's hash holds.
 *
 * @param version of the snapshot, changed by whatever changes it; empty before the first
 */
record CachedSnapshot(
        String version, Optional<AccountSnapshot> snapshot, Instant readAt, Wei tkReserved, Wei tkiReserved) {

    /** The fields to ask for, in the order in which {@link #read} takes them. */
    static final String[] FIELDS = {
        "version", "balance", "index", "earned", "spent", "generation", "nextNonce", "block", "readAt", "tk", "tki"
    };

    static CachedSnapshot read(List<@Nullable String> values) {
        return new CachedSnapshot(
                orElse(values.get(0), ""),
                values.get(1) == null ? Optional.empty() : Optional.of(snapshot(values)),
                Instant.ofEpochMilli(Long.parseLong(orElse(values.get(8), "0"))),
                Wei.ofWei(orElse(values.get(9), "0")),
                Wei.ofWei(orElse(values.get(10), "0")));
    }

    /** The snapshot's fields and values, as the scripts take them. */
    static List<String> write(AccountSnapshot snapshot) {
        return List.of(
                "balance", snapshot.balance().toString(),
                "index", Long.toString(snapshot.index()),
                "earned", snapshot.earned().toString(),
                "spent", snapshot.spent().toString(),
                "generation", Long.toString(snapshot.generation()),
                "nextNonce", Long.toString(snapshot.nextNonce()),
                "block", Long.toString(snapshot.block()));
    }

    /** What the same reading says after a change here. */
    CachedSnapshot next(String newVersion, Optional<AccountSnapshot> changed) {
        return new CachedSnapshot(newVersion, changed, readAt, tkReserved, tkiReserved);
    }

    boolean isOlderThan(Duration age, Instant now) {
        return readAt.plus(age).isBefore(now);
    }

    private static AccountSnapshot snapshot(List<@Nullable String> values) {
        return new AccountSnapshot(
                Wei.ofWei(orElse(values.get(1), "0")),
                number(values.get(2)),
                new BigInteger(orElse(values.get(3), "0")),
                Wei.ofWei(orElse(values.get(4), "0")),
                number(values.get(5)),
                number(values.get(6)),
                number(values.get(7)));
    }

    private static long number(@Nullable String value) {
        return Long.parseLong(orElse(value, "0"));
    }

    private static String orElse(@Nullable String value, String absent) {
        return value == null ? absent : value;
    }
}
