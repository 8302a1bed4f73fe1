package dev.ovation.api.statements;

import dev.ovation.chain.crypto.ChecksumAddress;
import dev.ovation.core.statement.StatementEntry;
import dev.ovation.core.value.Bytes32;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One movement as its account sees it.
 *
 * @param direction {@code in} or {@code out}
 */
record EntryView(
        Instant at,
        String kind,
        String direction,
        String token,
        String amount,
        String reference,
        Optional<String> counterparty,
        Optional<String> transactionHash,
        Optional<String> note) {

    static final List<String> COLUMNS = List.of(
            "at", "kind", "direction", "token", "amount", "reference", "counterparty", "transactionHash", "note");

    static EntryView of(StatementEntry entry) {
        return new EntryView(
                entry.at(),
                entry.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                entry.kind().isIncoming() ? "in" : "out",
                entry.token().name(),
                entry.amount().toTokens(),
                entry.reference(),
                entry.counterparty().map(ChecksumAddress::format),
                entry.transaction().map(Bytes32::toString),
                Optional.of(entry.note()).filter(note -> !note.isEmpty()));
    }

    /** In the order of {@link #COLUMNS}. */
    List<String> cells() {
        return List.of(
                at.toString(),
                kind,
                direction,
                token,
                amount,
                reference,
                counterparty.orElse(""),
                transactionHash.orElse(""),
                note.orElse(""));
    }
}
