/**
 * The domain's ports over our contracts: what accounts hold, batches on their way, settlement, minting, burning,
 * creators, revocations and signatures.
 *
 * <p>{@link dev.ovation.runtime.onchain.Onchain} is the one way in. Every sending port is idempotent: a call that is
 * repeated, by whichever process, answers what the chain did the first time.
 */
@NullMarked
package dev.ovation.runtime.onchain;

import org.jspecify.annotations.NullMarked;
