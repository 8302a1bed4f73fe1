package dev.ovation.chain.account;

import java.time.Duration;

/**
 * How a server shares accounts with others.
 *
 * @param wanted accounts to hold all the time; others are taken only to finish what a dead server left, or while
 *     requests find none
 * @param leaseFor how long a lease lasts without renewal: how soon a dead server's account is free
 * @param maintainEvery how often leases are renewed and free accounts looked for; well below {@code leaseFor}
 * @param waitForAccount how long a request waits when every account is taken
 * @param releaseIdleAfter how long an account beyond the wanted ones may have nothing to do before it is given back
 */
public record PoolPolicy(
        int wanted, Duration leaseFor, Duration maintainEvery, Duration waitForAccount, Duration releaseIdleAfter) {

    public static final PoolPolicy DEFAULT = new PoolPolicy(
            1, Duration.ofSeconds(15), Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofSeconds(2));

    public PoolPolicy {
        if (wanted < 0 || maintainEvery.multipliedBy(2).compareTo(leaseFor) > 0) {
            throw new IllegalArgumentException("a lease lasts for two rounds of maintenance at least");
        }
    }
}
