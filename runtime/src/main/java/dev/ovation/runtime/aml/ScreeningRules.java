package dev.ovation.runtime.aml;

import dev.ovation.core.economics.ClapPayout;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.screening.Decision;
import dev.ovation.core.screening.Subject;
import dev.ovation.core.screening.Verdict;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The house's rules. Amounts count in TK: 100 TKI are worth one.
 *
 * @param holdAbove per kind, the highest amount that passes by itself; a kind without one has no bound
 * @param dailyLimit per kind, what one address may move in a day (UTC) by itself
 * @param denied addresses with which nothing moves
 */
public record ScreeningRules(Map<Subject.Kind, Wei> holdAbove, Map<Subject.Kind, Wei> dailyLimit, Set<Address> denied) {

    public ScreeningRules {
        holdAbove = Map.copyOf(holdAbove);
        dailyLimit = Map.copyOf(dailyLimit);
        denied = Set.copyOf(denied);
    }

    /** What the subject alone says: an address or an amount. */
    Decision withoutHistory(Subject subject) {
        if (subject.from().filter(denied::contains).isPresent()
                || subject.to().filter(denied::contains).isPresent()) {
            return new Decision(Verdict.REJECT, "An address is on the deny list.");
        }
        Wei bound = holdAbove.get(subject.kind());
        return bound != null && worth(subject).exceeds(bound)
                ? new Decision(Verdict.HOLD, "The amount is above " + bound.toTokens() + " TK.")
                : Decision.CLEAR;
    }

    Optional<Wei> dailyLimitOf(Subject.Kind kind) {
        return Optional.ofNullable(dailyLimit.get(kind));
    }

    /** Whose day it counts in: who gives, or who gets where the giver is outside. */
    static Optional<Address> mover(Subject subject) {
        return subject.from().or(subject::to);
    }

    /** In wei of TK, rounded down. */
    static Wei worth(Subject subject) {
        return subject.token() == Token.TK
                ? subject.amount()
                : ClapPayout.of(subject.amount(), Wei.ZERO).paid();
    }
}
