/**
 * The domain's ports on MongoDB 7: documents written and read by hand, exactly-once enforced by unique keys, states
 * moved only by updates that name their predecessors.
 *
 * <p>Everything here keeps to what both MongoDB and the embedded server of a development instance can do: no
 * transactions, no partial unique indexes, no pipeline updates, no reliance on expiry by TTL. Every method throws
 * {@link dev.ovation.core.refusal.Unavailable} while the database does not answer, and is then safe to repeat.
 */
@NullMarked
package dev.ovation.store.mongo;

import org.jspecify.annotations.NullMarked;
