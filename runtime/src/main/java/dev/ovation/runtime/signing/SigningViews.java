package dev.ovation.runtime.signing;

import dev.ovation.chain.account.Attempt;
import dev.ovation.chain.account.JournaledTransaction;
import dev.ovation.chain.account.OwnerStatus;
import dev.ovation.runtime.signing.SigningAccounts.SigningAccount;
import java.time.Instant;
import java.util.List;

/** Signing accounts as staff see them. */
final class SigningViews {

    private SigningViews() {}

    record AccountView(
            String role,
            String address,
            boolean held,
            boolean suspended,
            boolean underfunded,
            int inFlight,
            int waiting,
            List<TransactionView> transactions) {}

    /**
     * @param attempts how often it was signed: with higher fees, to cancel, with another nonce
     * @param cancelling whether the last of them does nothing but take the nonce
     * @param maxFeePerGas of the last one, in wei
     * @param maxPriorityFeePerGas likewise
     */
    record TransactionView(
            String key,
            long nonce,
            String hash,
            int attempts,
            boolean cancelling,
            String maxFeePerGas,
            String maxPriorityFeePerGas,
            Instant createdAt,
            Instant signedAt) {}

    static AccountView of(SigningAccount account, List<JournaledTransaction> open) {
        return new AccountView(
                account.role(),
                account.address().toString(),
                account.status().isPresent(),
                account.status().map(OwnerStatus::suspended).orElse(false),
                account.status().map(OwnerStatus::underfunded).orElse(false),
                account.status().map(OwnerStatus::inFlight).orElse(0),
                account.status().map(OwnerStatus::waiting).orElse(0),
                open.stream().map(SigningViews::of).toList());
    }

    private static TransactionView of(JournaledTransaction transaction) {
        Attempt last = transaction.attempts().getLast();
        return new TransactionView(
                transaction.key(),
                transaction.nonce(),
                last.signed().hash().toString(),
                transaction.attempts().size(),
                last.kind() == Attempt.Kind.CANCEL,
                last.fees().maxFeePerGas().value().toString(),
                last.fees().maxPriorityFeePerGas().value().toString(),
                transaction.createdAt(),
                last.signedAt());
    }
}
