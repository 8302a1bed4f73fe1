package dev.ovation.chain.testing;

import dev.ovation.chain.follow.ChainCheckpoint;
import dev.ovation.chain.follow.Checkpoint;
import java.util.Optional;

/** A checkpoint that survives its follower, not the process. */
public final class InMemoryCheckpoint implements ChainCheckpoint {

    private volatile Optional<Checkpoint> stored = Optional.empty();

    @Override
    public Optional<Checkpoint> load() {
        return stored;
    }

    @Override
    public void save(Checkpoint checkpoint) {
        stored = Optional.of(checkpoint);
    }
}
