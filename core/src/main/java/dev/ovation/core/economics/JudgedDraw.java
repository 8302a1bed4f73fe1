package dev.ovation.core.economics;

import dev.ovation.core.value.Wei;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A draw on its way through submission: what is said against which leg so far. */
final class JudgedDraw {

    private final Draw draw;
    private final SkipReason[] reasons;
    private final Optional<StandingCap> cap;

    /**
     * @param cap the standing cap that is drawn on, if the draw got that far
     */
    JudgedDraw(Draw draw, Optional<StandingCap> cap) {
        this.draw = draw;
        this.cap = cap;
        this.reasons = new SkipReason[draw.legs().size()];
        Arrays.fill(reasons, SkipReason.NONE);
    }

    static JudgedDraw refused(Draw draw, SkipReason reason) {
        JudgedDraw judged = new JudgedDraw(draw, Optional.empty());
        Arrays.fill(judged.reasons, reason);
        return judged;
    }

    Draw draw() {
        return draw;
    }

    Optional<StandingCap> cap() {
        return cap;
    }

    boolean isGood(int leg) {
        return reasons[leg] == SkipReason.NONE;
    }

    void refuse(int leg, SkipReason reason) {
        reasons[leg] = reason;
    }

    List<SkipReason> reasons() {
        return List.of(reasons);
    }

    /** What the legs take together that nothing is said against. */
    Wei taken() {
        Wei taken = Wei.ZERO;
        for (int leg = 0; leg < reasons.length; leg++) {
            taken = isGood(leg) ? taken.plus(draw.legs().get(leg).amount()) : taken;
        }
        return taken;
    }

    /** Keeps the legs, in their order, that fit into what is available; says this of the others. */
    void fitInto(Wei available, SkipReason otherwise) {
        Wei left = available;
        for (int leg = 0; leg < reasons.length; leg++) {
            Wei amount = draw.legs().get(leg).amount();
            if (isGood(leg) && amount.exceeds(left)) {
                refuse(leg, otherwise);
            } else if (isGood(leg)) {
                left = left.minus(amount);
            }
        }
    }
}
