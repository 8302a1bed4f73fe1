package dev.ovation.api.contracts;

import dev.ovation.chain.crypto.ChecksumAddress;
import dev.ovation.core.intent.ChainPlace;
import dev.ovation.core.intent.Intent;
import dev.ovation.core.value.Bytes32;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * An intent as its fan and its creator see it. What screening thinks of an intent that it holds is not shown: that
 * would warn whom it should not.
 *
 * @param intentId ours, from the first moment on
 * @param chainIntentId the contract's, once it stands in a batch
 * @param transactionHash of the transaction that submitted it
 * @param closedBy of the one that settled or released it
 */
public record IntentView(
        String intentId,
        Optional<String> chainIntentId,
        Optional<String> batchId,
        Optional<Integer> leg,
        String kind,
        String token,
        String state,
        String amount,
        String fan,
        String creator,
        Optional<String> contentRef,
        String authorization,
        Optional<String> reason,
        Optional<String> transactionHash,
        Optional<String> approvedBy,
        Optional<String> closedBy,
        Instant createdAt,
        Instant updatedAt) {

    public static IntentView of(Intent intent) {
        return new IntentView(
                intent.id().toString(),
                intent.place().map(ChainPlace::toHex),
                intent.place().map(place -> place.batch().toString()),
                intent.place().map(ChainPlace::leg),
                intent.kind().name().toLowerCase(Locale.ROOT),
                intent.token().name(),
                intent.state().name().toLowerCase(Locale.ROOT),
                intent.amount().toTokens(),
                ChecksumAddress.format(intent.fan()),
                ChecksumAddress.format(intent.creator()),
                intent.contentRef(),
                intent.funding().hash().toString(),
                Optional.of(intent.reason()).filter(reason -> intent.state().isFinal() && !reason.isEmpty()),
                intent.submittedBy().map(Bytes32::toString),
                intent.approvedBy().map(Bytes32::toString),
                intent.closedBy().map(Bytes32::toString),
                intent.createdAt(),
                intent.updatedAt());
    }
}
