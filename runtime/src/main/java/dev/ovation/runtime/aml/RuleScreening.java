package dev.ovation.runtime.aml;

import dev.ovation.core.screening.AmlService;
import dev.ovation.core.screening.Decision;
import dev.ovation.core.screening.Subject;
import dev.ovation.core.screening.Verdict;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Screens by the house's own rules: a denied address is rejected, a large amount is held, and so is what exceeds an
 * address's day. Rules without a history need none; where a daily limit applies, the first answer about a subject
 * stays its answer, so that neither a repeated question nor a later payment of the same day changes it.
 */
public final class RuleScreening implements AmlService {

    private final ScreeningRules rules;
    private final ScreeningHistory history;
    private final Clock clock;

    public RuleScreening(ScreeningRules rules, ScreeningHistory history, Clock clock) {
        this.rules = rules;
        this.history = history;
        this.clock = clock;
    }

    @Override
    public Decision screen(Subject subject) {
        Decision alone = rules.withoutHistory(subject);
        Optional<Wei> limit = rules.dailyLimitOf(subject.kind());
        Optional<Address> mover = ScreeningRules.mover(subject);
        if (alone.verdict() != Verdict.CLEAR || limit.isEmpty() || mover.isEmpty()) {
            return alone;
        }
        Optional<Decision> before = history.decisionOf(subject);
        return before.isPresent() ? before.get() : withinDay(subject, mover.get(), limit.get());
    }

    private Decision withinDay(Subject subject, Address mover, Wei limit) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Wei day = history.count(subject, mover, today, ScreeningRules.worth(subject));
        return history.keep(
                subject,
                day.exceeds(limit)
                        ? new Decision(
                                Verdict.HOLD, "The address moves more than " + limit.toTokens() + " TK on one day.")
                        : Decision.CLEAR);
    }
}
