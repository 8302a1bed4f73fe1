package dev.ovation.chain.follow;

/**
 * Which of several followers of one checkpoint works now; the others stand by. Asked by a follower's thread before each
 * step, and again before whatever the step has read takes effect.
 */
public interface FollowTurn extends AutoCloseable {

    /** For a follower that is the only one. */
    static FollowTurn alone() {
        return new FollowTurn() {
            @Override
            public boolean mine() {
                return true;
            }

            @Override
            public void close() {}
        };
    }

    /** Takes the turn if nobody has it, or keeps it; false while another follower has it. */
    boolean mine();

    /** Lets the next one begin at once. */
    @Override
    void close();
}
