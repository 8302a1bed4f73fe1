/**
 * Keeps in MongoDB what must outlive a process for the chain's sake: signed transactions, who holds which signing
 * account, and how far the logs were read.
 *
 * <p>No multi-document transaction is used: each promise rests on one atomic document write, and where two documents
 * are involved, on the order of their writes. A MongoDB that does not answer is
 * {@link dev.ovation.core.refusal.Unavailable}; the outcome of a write is then unknown.
 */
@NullMarked
package dev.ovation.runtime.journal;

import org.jspecify.annotations.NullMarked;
