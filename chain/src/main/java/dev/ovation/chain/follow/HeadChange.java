package dev.ovation.chain.follow;

import dev.ovation.chain.rpc.Block;
import java.util.OptionalLong;

/**
 * The chain has another head.
 *
 * @param rolledBackTo after a re-org: the newest block that is still there; 0 if it was deeper than the history
 */
public record HeadChange(Block head, OptionalLong rolledBackTo) {}
