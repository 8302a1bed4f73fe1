package dev.ovation.chain.follow;

/** The chain has dropped every block that the follower remembers. A person decides; a rebuild from the first block helps. */
public final class ReorgTooDeep extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ReorgTooDeep(long nextBlock, int depth) {
        super("the re-org before block " + nextBlock + " is deeper than the " + depth + " blocks that are remembered");
    }
}
