package dev.ovation.core.economics;

import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges the draws of a batch and takes what is good into escrow, in three rounds: what each authorization allows; what
 * each owner's generation, nonces and balance allow, a draw at a time; and once more, leg by leg, the draws that were
 * refused there.
 */
final class SubmitLegs {

    private final TokenBooks tokens;
    private final Permissions permissions;

    SubmitLegs(TokenBooks tokens, Permissions permissions) {
        this.tokens = tokens;
        this.permissions = permissions;
    }

    /** Why each leg was not taken, in the order of the draws and their legs. */
    List<SkipReason> submit(Token token, List<Draw> draws, long second) {
        List<JudgedDraw> judged = new ArrayList<>();
        for (Draw draw : draws) {
            judged.add(draw.isStanding() ? judgeStanding(draw, token, second) : judgeOneTime(draw, token, second));
        }
        record Refused(JudgedDraw draw, SkipReason reason) {}
        List<Refused> refused = new ArrayList<>();
        for (JudgedDraw draw : judged) {
            SkipReason reason = take(draw, token, second);
            if (reason != SkipReason.NONE) {
                refused.add(new Refused(draw, reason));
            }
        }
        refused.forEach(again -> takeWhatFits(again.draw(), again.reason(), token, second));
        return judged.stream().flatMap(draw -> draw.reasons().stream()).toList();
    }

    // ---- first round: the authorization ----

    private JudgedDraw judgeOneTime(Draw draw, Token token, long second) {
        SkipReason reason = judgeTerms(draw, token, second);
        if (reason != SkipReason.NONE) {
            return JudgedDraw.refused(draw, reason);
        }
        JudgedDraw judged = new JudgedDraw(draw, Optional.empty());
        judgeLegs(judged, draw.terms(), draw.terms().cap());
        return judged;
    }

    /** The first draw on a standing authorization may bring its signature; that registers it. */
    private JudgedDraw judgeStanding(Draw draw, Token token, long second) {
        Authorization terms = draw.termsIn(token);
        if (!draw.byHash() && !permissions.isRegistered(terms) && !permissions.isTakenBack(terms)) {
            SkipReason reason = judgeTerms(draw, token, second);
            if (reason != SkipReason.NONE) {
                return JudgedDraw.refused(draw, reason);
            }
            permissions.keep(terms);
        }
        if (permissions.isTakenBack(terms)) {
            return JudgedDraw.refused(draw, SkipReason.REVOKED);
        }
        Optional<StandingCap> cap = permissions.find(terms).filter(found -> terms.token() == token);
        if (cap.isEmpty()) {
            return JudgedDraw.refused(draw, SkipReason.UNKNOWN_AUTHORIZATION);
        }
        if (second > terms.validUntil()) {
            return JudgedDraw.refused(draw, SkipReason.EXPIRED);
        }
        if (second < terms.validAfter()) {
            return JudgedDraw.refused(draw, SkipReason.NOT_YET_VALID);
        }
        JudgedDraw judged = new JudgedDraw(draw, cap);
        judgeLegs(judged, terms, cap.get().remaining());
        cap.get().draw(judged.taken());
        return judged;
    }

    private static SkipReason judgeTerms(Draw draw, Token token, long second) {
        Authorization terms = draw.terms();
        if (Permissions.isMalformed(terms) || (!terms.isStanding() && Permissions.isNonceOutOfRange(terms))) {
            return SkipReason.MALFORMED;
        }
        if (second < terms.validAfter()) {
            return SkipReason.NOT_YET_VALID;
        }
        if (second > terms.validUntil()) {
            return SkipReason.EXPIRED;
        }
        return draw.isSignedFor(token) ? SkipReason.NONE : SkipReason.BAD_SIGNATURE;
    }

    private void judgeLegs(JudgedDraw judged, Authorization terms, Wei cap) {
        // Registered, a limit above the cap is kept as the cap: what is more than either is over the limit.
        Wei perIntent = terms.isStanding() ? terms.capPerIntent().min(terms.cap()) : terms.capPerIntent();
        Wei left = cap;
        List<Leg> legs = judged.draw().legs();
        for (int i = 0; i < legs.size(); i++) {
            SkipReason reason = judgeLeg(legs.get(i), terms, perIntent, left);
            judged.refuse(i, reason);
            left = reason == SkipReason.NONE ? left.minus(legs.get(i).amount()) : left;
        }
    }

    private SkipReason judgeLeg(Leg leg, Authorization terms, Wei perIntent, Wei left) {
        if (leg.amount().isZero()) {
            return SkipReason.ZERO_AMOUNT;
        }
        if (leg.amount().exceeds(perIntent)) {
            return SkipReason.OVER_CAP_PER_INTENT;
        }
        if (leg.amount().exceeds(left)) {
            return SkipReason.OVER_CAP;
        }
        if (!terms.allowsAnyCreator() && !terms.creator().equals(leg.creator())) {
            return SkipReason.WRONG_CREATOR;
        }
        return permissions.isCreator(leg.creator()) ? SkipReason.NONE : SkipReason.UNKNOWN_CREATOR;
    }

    // ---- second round: the owner ----

    /** All of a draw or nothing. A nonce is used by the draw that takes something. */
    private SkipReason take(JudgedDraw judged, Token token, long second) {
        Wei amount = judged.taken();
        if (amount.isZero()) {
            return SkipReason.NONE;
        }
        Authorization terms = judged.draw().terms();
        Address owner = terms.owner();
        boolean oneTime = judged.cap().isEmpty();
        if (!permissions.isCurrent(terms)) {
            return SkipReason.REVOKED;
        }
        if (oneTime && permissions.isNonceUsed(owner, terms.nonce().longValueExact())) {
            return SkipReason.NONCE_USED;
        }
        if (amount.exceeds(tokens.of(owner).holding(token, tokens.indexAt(second)))) {
            return SkipReason.INSUFFICIENT_BALANCE;
        }
        if (oneTime) {
            permissions.useNonce(terms);
        }
        tokens.intoEscrow(token, owner, amount, second);
        return SkipReason.NONE;
    }

    // ---- third round: what still fits ----

    private void takeWhatFits(JudgedDraw judged, SkipReason refusal, Token token, long second) {
        Wei allowed = judged.taken();
        Wei available = refusal == SkipReason.INSUFFICIENT_BALANCE
                ? tokens.of(judged.draw().owner()).holding(token, tokens.indexAt(second))
                : Wei.ZERO;
        judged.fitInto(available, refusal);
        SkipReason refusedAgain = take(judged, token, second);
        if (refusedAgain != SkipReason.NONE) {
            judged.fitInto(Wei.ZERO, refusedAgain);
        }
        judged.cap().ifPresent(cap -> cap.giveBack(allowed.minus(judged.taken())));
    }
}
