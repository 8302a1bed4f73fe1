package dev.ovation.api.payments;

import dev.ovation.core.account.Account;
import dev.ovation.core.payment.Payment;
import dev.ovation.core.payment.PaymentId;
import dev.ovation.core.payment.Payments;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import dev.ovation.runtime.http.FieldText;

/** Finds a payment of the caller; other people's payments don't exist for it. */
final class OwnPayment {

    private final Payments payments;

    OwnPayment(Payments payments) {
        this.payments = payments;
    }

    Payment of(Account payer, FieldText id) {
        return payments.byId(new PaymentId(id.uuid()))
                .filter(payment -> payment.payer().equals(payer.id()))
                .orElseThrow(() -> new Refused(RefusalCode.UNKNOWN_PAYMENT, "You have no payment with this id."));
    }
}
