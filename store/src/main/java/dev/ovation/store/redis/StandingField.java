package dev.ovation.store.redis;

import dev.ovation.core.ledger.Standing;
import dev.ovation.core.value.Wei;
import java.util.Optional;

/** A standing authorization as one field: {@code wei@block}, {@code revoked@block}, or {@code -} if unregistered. */
final class StandingField {

    private static final String UNREGISTERED = "-";
    private static final String REVOKED = "revoked";

    private StandingField() {}

    static String write(Optional<Standing> standing) {
        return standing.map(s -> (s.revoked() ? REVOKED : s.remaining().toString()) + "@" + s.block())
                .orElse(UNREGISTERED);
    }

    static Optional<Standing> read(String field) {
        if (field.equals(UNREGISTERED)) {
            return Optional.empty();
        }
        int at = field.indexOf('@');
        String left = field.substring(0, at);
        long block = Long.parseLong(field.substring(at + 1));
        boolean revoked = left.equals(REVOKED);
        return Optional.of(new Standing(revoked, revoked ? Wei.ZERO : Wei.ofWei(left), block));
    }
}
