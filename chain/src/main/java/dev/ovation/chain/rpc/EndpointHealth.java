package dev.ovation.chain.rpc;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What is known about one endpoint: how often it failed lately, how fast it answers, how far its head is, and whether
 * its circuit is open. Each failure in a row doubles the time for which an open circuit keeps requests away.
 */
final class EndpointHealth {

    /** How much the newest observation counts. */
    private static final double SMOOTHING = 0.2;

    private final FailoverPolicy policy;
    private final InstantSource clock;
    private double errorRate;
    private double latencyMillis;
    private long head;
    private int failuresInARow;
    private Instant openUntil = Instant.EPOCH;
    private Instant nextTrial = Instant.EPOCH;

    EndpointHealth(FailoverPolicy policy, InstantSource clock) {
        this.policy = policy;
        this.clock = clock;
    }

    synchronized void succeeded(Duration latency) {
        failuresInARow = 0;
        openUntil = Instant.EPOCH;
        errorRate += SMOOTHING * (0 - errorRate);
        double millis = latency.toNanos() / 1e6;
        latencyMillis += SMOOTHING * (millis - latencyMillis);
    }

    synchronized void failed() {
        failuresInARow++;
        errorRate += SMOOTHING * (1 - errorRate);
        nextTrial = clock.instant().plus(policy.openFor());
        if (failuresInARow >= policy.failuresToOpen()) {
            int doublings = Math.min(failuresInARow - policy.failuresToOpen(), 6);
            Duration open = policy.openFor().multipliedBy(1L << doublings);
            openUntil = clock.instant().plus(open.compareTo(policy.maxOpenFor()) < 0 ? open : policy.maxOpenFor());
        }
    }

    synchronized void sawHead(long number) {
        head = number;
    }

    synchronized long head() {
        return head;
    }

    /** An open circuit lets requests through again after its time; the first failure opens it for longer. */
    synchronized boolean admits() {
        return !clock.instant().isBefore(openUntil);
    }

    /** One request now and then, though the circuit is open: for when no other endpoint can be asked. */
    synchronized boolean admitsTrial() {
        Instant now = clock.instant();
        if (now.isBefore(nextTrial)) {
            return false;
        }
        nextTrial = now.plus(policy.openFor());
        return true;
    }

    /** Higher is better. Latency weighs little: it only decides between endpoints that work equally well. */
    synchronized double score(long bestHead) {
        long lag = head == 0 ? 0 : Math.max(0, bestHead - head);
        return (1 - errorRate) / (1 + lag) - Math.min(latencyMillis, 10_000) / 100_000;
    }

    synchronized EndpointStatus status(String name, long bestHead) {
        return new EndpointStatus(
                name, admits(), head, head == 0 ? 0 : Math.max(0, bestHead - head), errorRate, latencyMillis);
    }
}
