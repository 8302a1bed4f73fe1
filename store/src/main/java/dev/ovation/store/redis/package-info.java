/**
 * What is kept in Redis: balances as the chain last told them, promises on top of them, rate limits and events.
 *
 * <p>Nothing here is the truth of anything. An emptied Redis is filled again from the chain and from the pending
 * intents; an unreachable one is {@link dev.ovation.core.refusal.Unavailable}, and used again as soon as it is back.
 */
@NullMarked
package dev.ovation.store.redis;

import org.jspecify.annotations.NullMarked;
