package dev.ovation.chain.follow;

import java.util.Optional;

/** Keeps the checkpoint of one follower, durably. */
public interface ChainCheckpoint {

    Optional<Checkpoint> load();

    /** Returns only when the medium holds it. */
    void save(Checkpoint checkpoint);
}
