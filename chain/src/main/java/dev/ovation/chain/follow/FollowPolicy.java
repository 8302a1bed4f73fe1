package dev.ovation.chain.follow;

import java.time.Duration;

/**
 * How logs are followed.
 *
 * @param confirmations blocks a log must be deep, its own among them, before it is read; 1 for at once
 * @param reorgDepth how many hashes are kept, which is how deep a re-org may be
 * @param maxRange blocks in one request at most; endpoints have limits of their own, which are found by trying
 * @param pollEvery how often the head is asked for when nothing wakes the follower earlier
 */
public record FollowPolicy(int confirmations, int reorgDepth, int maxRange, Duration pollEvery) {

    public static final FollowPolicy DEFAULT = new FollowPolicy(1, 64, 5_000, Duration.ofSeconds(1));

    public FollowPolicy {
        if (confirmations < 1 || reorgDepth < 1 || maxRange < 1) {
            throw new IllegalArgumentException("confirmations, depth and range are positive");
        }
    }
}
