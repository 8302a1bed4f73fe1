package dev.ovation.core.statement;

import dev.ovation.core.ledger.Token;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import java.time.Instant;
import java.util.Optional;

/**
 * One movement of an account's tokens.
 *
 * @param key unique among all entries of the account; orders entries of the same moment
 * @param reference the id of the intent, payment, withdrawal, batch or transaction that it belongs to
 * @param counterparty whom it came from or went to, where that is a wallet
 * @param note the content that was clapped for, or why tokens came back; empty otherwise
 */
public record StatementEntry(
        String key,
        Instant at,
        Kind kind,
        Token token,
        Wei amount,
        String reference,
        Optional<Address> counterparty,
        Optional<Bytes32> transaction,
        String note) {

    /** Why tokens moved. */
    public enum Kind {
        PAYMENT(true),
        CLAP(false),
        GIFT(false),
        /** A clap was rejected or cancelled. */
        CLAP_RETURNED(true),
        /** A gift was rejected or cancelled. */
        GIFT_RETURNED(true),
        PAYOUT(true),
        WITHDRAWAL(false),
        /** Its fiat payout failed for good. */
        WITHDRAWAL_RETURNED(true),
        TRANSFER_IN(true),
        TRANSFER_OUT(false);

        private final boolean incoming;

        Kind(boolean incoming) {
            this.incoming = incoming;
        }

        /** Whether the account has more afterwards. */
        public boolean isIncoming() {
            return incoming;
        }
    }
}
