package dev.ovation.core.payment;

import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import dev.ovation.core.withdrawal.WithdrawalState;
import dev.ovation.core.withdrawal.Withdrawals;
import dev.ovation.core.work.WorkQueue;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a gateway's verified report. Gateways repeat their reports and shuffle their order: each is a state's step that
 * can happen once, so a repeated one changes nothing. An amount that differs from what was opened is held for a person.
 */
public final class ReceiveGatewayEvent {

    private static final Logger log = LoggerFactory.getLogger(ReceiveGatewayEvent.class);

    private final Payments payments;
    private final Withdrawals withdrawals;
    private final WorkQueue work;
    private final Clock clock;

    public ReceiveGatewayEvent(Payments payments, Withdrawals withdrawals, WorkQueue work, Clock clock) {
        this.payments = payments;
        this.withdrawals = withdrawals;
        this.work = work;
        this.clock = clock;
    }

    /**
     * @throws Refused UNKNOWN_PAYMENT for a report of a payment that was not opened here; the gateway repeats it
     */
    public void receive(String provider, PaymentGateway.Event event) {
        switch (event) {
            case PaymentGateway.Event.Paid paid -> paid(provider, paid);
            case PaymentGateway.Event.PaymentFailed failed ->
                payments.move(
                        known(provider, failed.providerRef()).id(),
                        PaymentState.FAILED,
                        failed.reason(),
                        clock.instant());
            case PaymentGateway.Event.PayoutDone done ->
                withdrawals.move(done.withdrawal(), WithdrawalState.DONE, "", clock.instant());
            case PaymentGateway.Event.PayoutFailed failed -> {
                if (withdrawals.move(
                        failed.withdrawal(), WithdrawalState.RETURNING, failed.reason(), clock.instant())) {
                    work.withdrawal(failed.withdrawal());
                }
            }
            case PaymentGateway.Event.Other other ->
                log.info("gateway event ignored provider={} event={}", provider, other.eventId());
        }
    }

    private void paid(String provider, PaymentGateway.Event.Paid event) {
        Payment payment = known(provider, event.providerRef());
        boolean first = payments.move(payment.id(), PaymentState.PAID, "", clock.instant());
        if (!payment.amount().equals(event.amount())) {
            if (first) {
                payments.move(
                        payment.id(),
                        PaymentState.HELD,
                        "The gateway reports " + event.amount().toTokens() + ".",
                        clock.instant());
                log.warn("payment held, its amount differs payment={}", payment.id());
            }
            return;
        }
        work.payment(payment.id());
    }

    private Payment known(String provider, String providerRef) {
        return payments.byProviderRef(provider, providerRef)
                .orElseThrow(() ->
                        new Refused(RefusalCode.UNKNOWN_PAYMENT, "No payment of this gateway has this reference."));
    }
}
