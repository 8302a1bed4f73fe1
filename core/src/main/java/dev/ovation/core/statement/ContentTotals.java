package dev.ovation.core.statement;

import dev.ovation.core.value.Wei;

/** What one piece of content was given. Safe to share between threads. */
public interface ContentTotals {

    /**
     * Claps and gifts that count: all but failed, cancelled and rejected ones.
     *
     * @param claps wei of TKI
     * @param gifts wei of TK
     */
    record Totals(Wei claps, long clapCount, Wei gifts, long giftCount) {

        public static final Totals NONE = new Totals(Wei.ZERO, 0, Wei.ZERO, 0);
    }

    /** Totals of the app's own id of a content; zeros where nobody gave anything. */
    Totals of(String contentRef);
}
