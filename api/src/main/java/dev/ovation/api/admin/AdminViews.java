package dev.ovation.api.admin;

import dev.ovation.api.contracts.IntentView;
import dev.ovation.api.contracts.WithdrawalView;
import dev.ovation.api.payments.PaymentView;
import dev.ovation.chain.crypto.ChecksumAddress;
import dev.ovation.core.account.Account;
import dev.ovation.core.intent.Batch;
import dev.ovation.core.intent.Intent;
import dev.ovation.core.payment.Payment;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.withdrawal.Withdrawal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Things as staff see them: with what screening thinks, and whose they are. */
final class AdminViews {

    private AdminViews() {}

    record AccountView(
            String id, String email, String walletAddress, String actorType, boolean suspended, Instant createdAt) {}

    static AccountView of(Account account) {
        return new AccountView(
                account.id().toString(),
                account.email(),
                ChecksumAddress.format(account.wallet()),
                written(account.type()),
                account.suspended(),
                account.createdAt());
    }

    record IntentRecord(IntentView intent, String fanId, Optional<String> verdict, String screeningReason) {}

    static IntentRecord of(Intent intent) {
        return new IntentRecord(
                IntentView.of(intent),
                intent.fanId().toString(),
                intent.verdict().map(AdminViews::written),
                intent.reason());
    }

    record PaymentRecord(
            PaymentView payment, String payerId, String walletAddress, String providerRef, String reason) {}

    static PaymentRecord of(Payment payment) {
        return new PaymentRecord(
                PaymentView.of(payment),
                payment.payer().toString(),
                ChecksumAddress.format(payment.wallet()),
                payment.providerRef(),
                payment.reason());
    }

    record WithdrawalRecord(WithdrawalView withdrawal, String creatorId, String walletAddress, String reason) {}

    static WithdrawalRecord of(Withdrawal withdrawal) {
        return new WithdrawalRecord(
                WithdrawalView.of(withdrawal),
                withdrawal.creatorId().toString(),
                ChecksumAddress.format(withdrawal.owner()),
                withdrawal.reason());
    }

    record BatchView(
            String batchId,
            String token,
            String state,
            Optional<String> transactionHash,
            long submittedAt,
            Instant createdAt,
            List<IntentRecord> legs) {}

    static BatchView of(Batch batch, List<Intent> legs) {
        return new BatchView(
                batch.id().toString(),
                batch.token().name(),
                written(batch.state()),
                batch.transaction().map(Bytes32::toString),
                batch.submittedAt(),
                batch.createdAt(),
                legs.stream().map(AdminViews::of).toList());
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
