package dev.ovation.runtime.aml;

import dev.ovation.core.screening.Decision;
import dev.ovation.core.screening.Subject;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import java.time.LocalDate;
import java.util.Optional;

/** What was screened before. Durable and shared by all job servers. Safe to share between threads. */
public interface ScreeningHistory {

    /** The answer that this subject got, if it has one. */
    Optional<Decision> decisionOf(Subject subject);

    /**
     * Counts a subject into an address's day, once however often it is called, and answers what the day amounts to, the
     * subject included.
     *
     * @param worth wei of TK
     */
    Wei count(Subject subject, Address mover, LocalDate day, Wei worth);

    /** Keeps an answer, if none is kept yet; answers the one that is kept. */
    Decision keep(Subject subject, Decision decision);
}
