package dev.ovation.core.statement;

import dev.ovation.core.value.Address;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tells what came in and went out of an account. Interest is not listed: it grows at every moment. Safe to share. */
public interface Statements {

    /** Where the page before ended. */
    record Cursor(Instant at, String key) {

        public static Cursor after(StatementEntry last) {
            return new Cursor(last.at(), last.key());
        }
    }

    /**
     * Movements of one account with {@code from <= at < until}, newest first.
     *
     * @param after only entries that follow this one in that order
     * @param limit 1 … 1000
     */
    List<StatementEntry> of(Address account, Instant from, Instant until, Optional<Cursor> after, int limit);
}
