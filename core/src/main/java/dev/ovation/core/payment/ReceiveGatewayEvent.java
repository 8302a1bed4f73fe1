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
 * can happen once, so a repeated one changes nothing. An amount that differs from what was opened is held for a person,
 * who decides on what came: TK is minted for that, never for what was only opened.
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
        if (!payment.amount().equals(event.amount())) {
            holdDiffering(payment, event);
            return;
        }
        payments.move(payment.id(), PaymentState.PAID, "", clock.instant());
        work.payment(payment.id());
    }

    /** In one step: a payment that was PAID for a moment could be minted at the amount that was opened. */
    private void holdDiffering(Payment payment, PaymentGateway.Event.Paid event) {
        String came = event.amount().toTokens();
        String reason = payment.amount().toTokens() + " was opened, the gateway reports " + came + ": " + came
                + " is to decide on.";
        boolean held = payments.holdDiffering(payment.id(), event.amount(), reason, clock.instant());
        log.warn("payment reported with another amount payment={} held={} reported={}", payment.id(), held, came);
    }

    private Payment known(String provider, String providerRef) {
        return payments.byProviderRef(provider, providerRef)
                .orElseThrow(() ->
                        new Refused(RefusalCode.UNKNOWN_PAYMENT, "No payment of this gateway has this reference."));
    }
}
