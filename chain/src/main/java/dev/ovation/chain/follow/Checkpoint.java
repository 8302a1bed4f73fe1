package dev.ovation.chain.follow;

import dev.ovation.core.value.Bytes32;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How far a follower has read.
 *
 * @param nextBlock the first block that was not read yet
 * @param recent the hashes of the last blocks that were read, by number
 */
public record Checkpoint(long nextBlock, NavigableMap<Long, Bytes32> recent) {

    public Checkpoint {
        recent = new TreeMap<>(recent);
    }
}
