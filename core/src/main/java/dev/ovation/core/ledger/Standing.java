package dev.ovation.core.ledger;

import dev.ovation.core.value.Wei;

/**
 * What the chain holds of a standing authorization at one block.
 *
 * @param revoked whether its owner took it back, alone or with all others
 * @param remaining wei that may still be drawn
 * @param block at which this was read
 */
public record Standing(boolean revoked, Wei remaining, long block) {}
