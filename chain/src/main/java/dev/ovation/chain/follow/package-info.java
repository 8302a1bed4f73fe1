/**
 * The chain's logs, as they grow and as they are taken back.
 *
 * <p>The hashes of the last blocks are kept; where the chain no longer has them, whoever read from them is told to go
 * back to the block that is still common. What was read is remembered in a durable checkpoint, so that nothing is left
 * out across restarts, and everything can be read anew from the first block.
 */
@NullMarked
package dev.ovation.chain.follow;

import org.jspecify.annotations.NullMarked;
