package dev.ovation.api.contracts;

import dev.ovation.core.value.Bytes32;
import dev.ovation.core.withdrawal.Withdrawal;
import dev.ovation.core.withdrawal.WithdrawalState;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A withdrawal as its creator sees it; what screening thinks of a held one is not shown. */
public record WithdrawalView(
        String withdrawalId,
        String state,
        String amount,
        String destination,
        long sequence,
        Optional<String> reason,
        Optional<String> burnedBy,
        Optional<String> returnedBy,
        Instant createdAt,
        Instant updatedAt) {

    private static final Set<WithdrawalState> TELLING =
            EnumSet.of(WithdrawalState.RETURNING, WithdrawalState.RETURNED, WithdrawalState.FAILED);

    public static WithdrawalView of(Withdrawal withdrawal) {
        return new WithdrawalView(
                withdrawal.id().toString(),
                withdrawal.state().name().toLowerCase(Locale.ROOT),
                withdrawal.amount().toTokens(),
                withdrawal.destination(),
                withdrawal.sequence(),
                Optional.of(withdrawal.reason())
                        .filter(reason -> TELLING.contains(withdrawal.state()) && !reason.isEmpty()),
                withdrawal.burnedBy().map(Bytes32::toString),
                withdrawal.returnedBy().map(Bytes32::toString),
                withdrawal.createdAt(),
                withdrawal.updatedAt());
    }
}
