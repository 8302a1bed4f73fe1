package dev.ovation.core.payment;

import dev.ovation.core.event.Event;
import dev.ovation.core.event.Events;
import dev.ovation.core.ledger.Balances;
import dev.ovation.core.ledger.Receipt;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.screening.AmlService;
import dev.ovation.core.screening.Decision;
import dev.ovation.core.screening.Subject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a paid payment through screening to its TK. Each step is kept before the next begins; starting over at any
 * point repeats nothing that moves money, because the contract mints once for each payment id.
 */
public final class MintForPayment {

    private static final Logger log = LoggerFactory.getLogger(MintForPayment.class);

    private final Payments payments;
    private final AmlService aml;
    private final Minting minting;
    private final Balances balances;
    private final Events events;
    private final Clock clock;

    public MintForPayment(
            Payments payments, AmlService aml, Minting minting, Balances balances, Events events, Clock clock) {
        this.payments = payments;
        this.aml = aml;
        this.minting = minting;
        this.balances = balances;
        this.events = events;
        this.clock = clock;
    }

    /** Drives one payment as far as it goes now; one that is final, open or held stays as it is. */
    public void drive(PaymentId id) {
        Optional<Payment> found = payments.byId(id);
        if (found.isPresent() && found.get().state() == PaymentState.PAID) {
            screen(found.get());
            found = payments.byId(id);
        }
        if (found.isPresent() && found.get().state() == PaymentState.CLEARED) {
            mint(found.get());
        }
    }

    private void screen(Payment payment) {
        Decision decision = aml.screen(new Subject(
                Subject.Kind.PAYMENT,
                payment.id().toString(),
                Optional.empty(),
                Optional.of(payment.wallet()),
                Token.TK,
                payment.amount()));
        PaymentState next = switch (decision.verdict()) {
            case CLEAR -> PaymentState.CLEARED;
            case HOLD -> PaymentState.HELD;
            case REJECT -> PaymentState.REJECTED;
        };
        if (payments.move(payment.id(), next, decision.reason(), clock.instant()) && next != PaymentState.CLEARED) {
            tell(payment, next == PaymentState.HELD ? "payment.held" : "payment.rejected", Map.of());
        }
    }

    private void mint(Payment payment) {
        Receipt receipt = minting.mint(payment.id(), payment.wallet(), payment.amount());
        boolean first = payments.markMinted(payment.id(), receipt.transaction(), clock.instant());
        balances.invalidate(List.of(payment.wallet()));
        if (first) {
            log.info("payment minted payment={} tx={}", payment.id(), receipt.transaction());
            tell(
                    payment,
                    "payment.minted",
                    Map.of("transaction", receipt.transaction().toString()));
        }
    }

    private void tell(Payment payment, String type, Map<String, String> more) {
        Map<String, String> data = new java.util.HashMap<>(more);
        data.put("paymentId", payment.id().toString());
        data.put("amount", payment.amount().toTokens());
        events.publish(new Event(type, payment.wallet(), data, clock.instant()));
    }
}
