/** MongoDB repositories and the Redis cache, rate limits and reservations. */
@NullMarked
package dev.ovation.store;

import org.jspecify.annotations.NullMarked;
