package dev.ovation.chain.account;

import dev.ovation.core.value.Address;
import java.time.Instant;
import java.util.Optional;

/**
 * An owner as it is now.
 *
 * @param inFlight transactions that are signed and in no block
 * @param waiting requests that are not signed yet
 * @param lastGoodStep when journal and chain last answered; empty before the first time
 */
public record OwnerStatus(
        Address account,
        int inFlight,
        int waiting,
        boolean suspended,
        boolean underfunded,
        Optional<Instant> lastGoodStep) {}
