package dev.ovation.chain.rpc;

import java.time.Duration;

/**
 * When an endpoint is passed over.
 *
 * @param failuresToOpen failures in a row that open its circuit
 * @param openFor how long the circuit stays open at first; doubles with every further failure. Where every endpoint's is
 *     open, each is tried this often
 * @param maxOpenFor bound of the doubling
 * @param maxLag blocks behind the best head beyond which an endpoint is asked last
 */
public record FailoverPolicy(int failuresToOpen, Duration openFor, Duration maxOpenFor, long maxLag) {

    public static final FailoverPolicy DEFAULT =
            new FailoverPolicy(3, Duration.ofSeconds(1), Duration.ofSeconds(30), 3);
}
