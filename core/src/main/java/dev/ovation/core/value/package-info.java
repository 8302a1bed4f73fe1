/**
 * The values that every part of the house speaks in: money in wei, EVM addresses and 32-byte words.
 *
 * <p>All types are immutable, safe to share between threads, and can't hold an illegal value. They are the only part
 * of {@code core} that the {@code chain} module uses.
 */
@NullMarked
package dev.ovation.core.value;

import org.jspecify.annotations.NullMarked;
