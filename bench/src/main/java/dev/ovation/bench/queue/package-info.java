/** Java's queue against Node's BullMQ of the same version, on the same Redis, by turns. */
@NullMarked
package dev.ovation.bench.queue;

import org.jspecify.annotations.NullMarked;
