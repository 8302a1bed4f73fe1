package dev.ovation.core.screening;

import dev.ovation.core.ledger.Token;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import java.util.Optional;

/**
 * What is screened.
 *
 * @param id of the intent, payment or withdrawal: asking twice about one id is asking once
 * @param from who gives; empty for a payment from outside
 * @param to who gets; empty for a withdrawal to outside
 */
public record Subject(Kind kind, String id, Optional<Address> from, Optional<Address> to, Token token, Wei amount) {

    /** The flows of money that are screened. */
    public enum Kind {
        INTENT,
        PAYMENT,
        WITHDRAWAL
    }
}
