package dev.ovation.core.payment;

import dev.ovation.core.account.Account;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import dev.ovation.core.value.Wei;
import dev.ovation.core.work.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * A fan opens a payment at the gateway. The gateway knows it by our id, so that a crash between the two leaves at
 * worst an unpaid checkout behind.
 */
public final class OpenPayment {

    private final Payments payments;
    private final PaymentGateway gateway;
    private final Ids ids;
    private final Clock clock;
    private final Wei maximum;

    public OpenPayment(Payments payments, PaymentGateway gateway, Ids ids, Clock clock, Wei maximum) {
        this.payments = payments;
        this.gateway = gateway;
        this.ids = ids;
        this.clock = clock;
        this.maximum = maximum;
    }

    /**
     * @param amount wei of TK; fiat has cents, so the last 16 decimals must be zero
     * @param named the id that the payment has if the client may repeat its request: whoever repeats it, after a crash or
     *     beside a slow server, gets the same payment and the same checkout
     */
    public Payment open(Account payer, Wei amount, Optional<PaymentId> named) {
        if (amount.isZero()) {
            throw new Refused(RefusalCode.AMOUNT_NOT_POSITIVE, "amount must be above zero.");
        }
        if (amount.exceeds(maximum)) {
            throw new Refused(
                    RefusalCode.AMOUNT_TOO_LARGE, "amount is above the highest payment, " + maximum.toTokens() + ".");
        }
        if (!Cents.isWhole(amount)) {
            throw new Refused(RefusalCode.TOO_MANY_DECIMALS, "A payment has at most two decimals.");
        }
        Optional<Payment> made = named.flatMap(payments::byId);
        if (made.isPresent()) {
            return made.get();
        }
        PaymentId id = named.orElseGet(() -> new PaymentId(ids.next()));
        PaymentGateway.Checkout checkout = gateway.open(id, amount);
        Instant now = clock.instant();
        Payment payment = new Payment(
                id,
                payer.id(),
                payer.wallet(),
                amount,
                gateway.provider(),
                checkout.providerRef(),
                checkout.url(),
                PaymentState.OPENED,
                "",
                Optional.empty(),
                now,
                now);
        payments.insert(payment);
        return payment;
    }
}
