/**
 * MongoDB repositories and the Redis cache, rate limits and reservations.
 *
 * <p>{@code mongo} and {@code redis} implement the domain's ports and don't see each other; {@code embedded} serves
 * development and tests.
 */
@NullMarked
package dev.ovation.store;

import org.jspecify.annotations.NullMarked;
