/** BullMQ for Java: queues, workers and schedulers on BullMQ's own Redis layout. */
@NullMarked
package dev.ovation.queue;

import org.jspecify.annotations.NullMarked;
