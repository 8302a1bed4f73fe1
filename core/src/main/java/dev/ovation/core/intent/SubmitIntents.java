package dev.ovation.core.intent;

import dev.ovation.core.account.Account;
import dev.ovation.core.account.Accounts;
import dev.ovation.core.account.ActorType;
import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.delegation.CheckTerms;
import dev.ovation.core.delegation.Delegation;
import dev.ovation.core.delegation.Delegations;
import dev.ovation.core.delegation.Signatures;
import dev.ovation.core.delegation.SignedAuthorization;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import dev.ovation.core.work.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * A fan claps or gifts: the authorization is verified locally, the amount reserved, and the order joins the batch that
 * is being gathered. Nothing is reserved for an order that is refused.
 */
public final class SubmitIntents {

    private final Accounts accounts;
    private final Intents intents;
    private final Delegations delegations;
    private final Signatures signatures;
    private final CheckTerms checkTerms;
    private final Reservations reservations;
    private final GatherBatches gatherBatches;
    private final Ids ids;
    private final Clock clock;
    private final Map<UUID, Ticket> underWay = new ConcurrentHashMap<>();

    public SubmitIntents(
            Accounts accounts,
            Intents intents,
            Delegations delegations,
            Signatures signatures,
            CheckTerms checkTerms,
            Reservations reservations,
            GatherBatches gatherBatches,
            Ids ids,
            Clock clock) {
        this.accounts = accounts;
        this.intents = intents;
        this.delegations = delegations;
        this.signatures = signatures;
        this.checkTerms = checkTerms;
        this.reservations = reservations;
        this.gatherBatches = gatherBatches;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * @throws Refused with the code of what is wrong; nothing has changed
     */
    public Ticket submit(IntentOrder order) {
        if (order.operation().isEmpty()) {
            return take(order);
        }
        Operation operation = order.operation().get();
        return begun(operation, order.legs().size()).orElseGet(() -> {
            Ticket ticket = take(order);
            underWay.put(operation.id(), ticket);
            ticket.submitted().whenComplete((_, _) -> underWay.remove(operation.id()));
            return ticket;
        });
    }

    /** What an earlier attempt, here or on a server that has died, has begun of the same operation. */
    private Optional<Ticket> begun(Operation operation, int legs) {
        if (!operation.repeated()) {
            return Optional.empty();
        }
        Ticket running = underWay.get(operation.id());
        if (running != null) {
            return Optional.of(running);
        }
        List<IntentId> ids =
                IntStream.range(0, legs).mapToObj(operation::intent).toList();
        List<Intent> kept = new ArrayList<>(intents.byIds(ids));
        kept.sort(Comparator.comparingInt(intent -> ids.indexOf(intent.id())));
        return kept.isEmpty() ? Optional.empty() : Optional.of(Ticket.of(List.copyOf(kept)));
    }

    private Ticket take(IntentOrder order) {
        for (IntentOrder.Leg leg : order.legs()) {
            requirePayable(order.fan(), leg);
        }
        Funding funding = verified(order);
        List<Intent> legs = intents(order, funding);
        Reservations.Reservation reservation = SubmitBatch.reservation(legs);
        WaitingOrder waiting = WaitingOrder.of(new Lane(order.kind().token(), form(order, funding)), legs, reservation);
        reserve(reservation);
        if (!gatherBatches.join(waiting)) {
            reservations.release(reservation);
            throw new Refused(RefusalCode.OVERLOADED, "Too many claps and gifts are waiting; try again shortly.");
        }
        return waiting.ticket();
    }

    private void requirePayable(Account fan, IntentOrder.Leg leg) {
        if (leg.amount().isZero()) {
            throw new Refused(RefusalCode.AMOUNT_NOT_POSITIVE, "amount must be above zero.");
        }
        if (leg.creator().equals(fan.wallet())) {
            throw new Refused(RefusalCode.SELF_PAYMENT, "You can't clap for or gift to yourself.");
        }
        boolean payable = accounts.byWallet(leg.creator())
                .filter(account -> account.type() == ActorType.CREATOR && !account.suspended())
                .isPresent();
        if (!payable) {
            throw new Refused(RefusalCode.UNKNOWN_CREATOR, "No creator has the wallet " + leg.creator() + ".");
        }
    }

    private Funding verified(IntentOrder order) {
        Funding funding = switch (order.use()) {
            case IntentOrder.Use.Signed signed -> signed(order, signed);
            case IntentOrder.Use.Registered registered -> registered(order, registered);
        };
        for (IntentOrder.Leg leg : order.legs()) {
            checkTerms.allows(funding.terms(), order.kind().token(), leg.creator(), leg.amount());
        }
        if (order.total().exceeds(funding.terms().cap())) {
            throw new Refused(RefusalCode.OVER_CAP, "The amounts together are above the authorization's cap.");
        }
        return funding;
    }

    private Funding signed(IntentOrder order, IntentOrder.Use.Signed use) {
        checkTerms.ofOwner(order.fan(), use.terms());
        SignedAuthorization authorization =
                new SignedAuthorization(use.terms(), signatures.hashOf(use.terms()), use.signature());
        if (!signatures.signed(authorization)) {
            throw new Refused(RefusalCode.INVALID_SIGNATURE, "The signature is not the owner's of these terms.");
        }
        return new Funding(authorization, false);
    }

    private Funding registered(IntentOrder order, IntentOrder.Use.Registered use) {
        Delegation delegation = delegations
                .byHash(use.hash())
                .filter(d ->
                        d.authorization().terms().owner().equals(order.fan().wallet()))
                .orElseThrow(() ->
                        new Refused(RefusalCode.UNKNOWN_AUTHORIZATION, "You have no authorization with this hash."));
        if (delegation.isRevoked()) {
            throw new Refused(RefusalCode.AUTHORIZATION_REVOKED, "The authorization is revoked.");
        }
        checkTerms.validNow(delegation.authorization().terms());
        return new Funding(delegation.authorization(), delegation.onChain());
    }

    private Lane.Form form(IntentOrder order, Funding funding) {
        if (funding.registered()) {
            return Lane.Form.STANDING;
        }
        Authorization terms = funding.terms();
        IntentOrder.Leg first = order.legs().getFirst();
        if (!signatures.signedByKey(funding.authorization())) {
            return Lane.Form.WALLET;
        }
        boolean exact = order.legs().size() == 1 && terms.allowsJust(first.creator(), first.amount());
        return exact ? Lane.Form.EXACT : Lane.Form.GENERAL;
    }

    private List<Intent> intents(IntentOrder order, Funding funding) {
        Instant now = clock.instant();
        List<Intent> made = new ArrayList<>(order.legs().size());
        for (IntentOrder.Leg leg : order.legs()) {
            int number = made.size();
            made.add(new Intent(
                    order.operation().map(of -> of.intent(number)).orElseGet(() -> new IntentId(ids.next())),
                    order.kind(),
                    order.fan().id(),
                    order.fan().wallet(),
                    leg.creator(),
                    leg.amount(),
                    leg.contentRef(),
                    funding,
                    IntentState.PENDING,
                    Optional.empty(),
                    Optional.empty(),
                    "",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    now,
                    now));
        }
        return made;
    }

    private void reserve(Reservations.Reservation reservation) {
        switch (reservations.reserve(reservation)) {
            case RESERVED -> {}
            case INSUFFICIENT_BALANCE ->
                throw new Refused(
                        RefusalCode.INSUFFICIENT_BALANCE,
                        "Your available " + reservation.terms().token() + " is below "
                                + reservation.total().toTokens() + ".");
            case REPLAYED ->
                throw new Refused(
                        RefusalCode.AUTHORIZATION_REPLAYED, "This authorization was used before; sign a new one.");
            case OVER_CAP ->
                throw new Refused(RefusalCode.OVER_CAP, "Less than this is left under the authorization's cap.");
            case REVOKED ->
                throw new Refused(
                        RefusalCode.AUTHORIZATION_REVOKED,
                        "The authorization was signed before you revoked everything; sign a new one.");
        }
    }
}
