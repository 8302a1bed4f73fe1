package dev.ovation.core.economics;

import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.value.Wei;

/** A registered standing authorization, and what is left of it. */
final class StandingCap {

    private final Authorization terms;
    private Wei remaining;

    StandingCap(Authorization terms) {
        this.terms = terms;
        this.remaining = terms.cap();
    }

    Authorization terms() {
        return terms;
    }

    Wei remaining() {
        return remaining;
    }

    void draw(Wei amount) {
        remaining = remaining.minus(amount);
    }

    void giveBack(Wei amount) {
        remaining = remaining.plus(amount);
    }
}
