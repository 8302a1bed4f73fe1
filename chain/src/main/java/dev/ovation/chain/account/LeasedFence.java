package dev.ovation.chain.account;

import java.time.Duration;
import java.time.InstantSource;

/** The fence of a lease that is renewed from time to time. */
final class LeasedFence implements Fence {

    private final InstantSource clock;
    private final Duration margin;
    private volatile Lease lease;
    private volatile boolean lost;

    /**
     * @param margin before the end of the lease from which on it is not used, for clocks that differ and calls that last
     */
    LeasedFence(Lease lease, Duration margin, InstantSource clock) {
        this.lease = lease;
        this.margin = margin;
        this.clock = clock;
    }

    @Override
    public long token() {
        return lease.fencingToken();
    }

    @Override
    public boolean held() {
        return !lost && clock.instant().isBefore(lease.expiresAt().minus(margin));
    }

    Lease lease() {
        return lease;
    }

    void renewed(Lease longer) {
        lease = longer;
    }

    void lose() {
        lost = true;
    }
}
