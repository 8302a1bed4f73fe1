package dev.ovation.core.intent;

import dev.ovation.core.account.AccountId;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.screening.Verdict;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import java.time.Instant;
import java.util.Optional;

/**
 * One clap or gift.
 *
 * @param amount wei of {@link #token()}
 * @param contentRef the app's own id of what was clapped for, kept off-chain
 * @param place on the chain, from the moment its batch is sealed
 * @param verdict of screening, once it was screened
 * @param reason why it failed, was rejected or is held; empty otherwise
 * @param submittedBy the transaction that put it into escrow
 * @param closedBy the transaction that settled or released it
 */
public record Intent(
        IntentId id,
        IntentKind kind,
        AccountId fanId,
        Address fan,
        Address creator,
        Wei amount,
        Optional<String> contentRef,
        Funding funding,
        IntentState state,
        Optional<ChainPlace> place,
        Optional<Verdict> verdict,
        String reason,
        Optional<Bytes32> submittedBy,
        Optional<Bytes32> approvedBy,
        Optional<Bytes32> closedBy,
        Instant createdAt,
        Instant updatedAt) {

    public Token token() {
        return kind.token();
    }
}
