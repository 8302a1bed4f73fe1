/**
 * BullMQ for Java: queues, workers, events and job schedulers on BullMQ's own Redis layout.
 *
 * <p>Every change of a queue is one of BullMQ's own Lua scripts, so that Node and Java programs, and Bull Board, can
 * share a queue. Delivery is at least once: a job is never lost while Redis keeps its data, and it may run more than
 * once, when a worker dies or can't reach Redis for longer than its lock lasts. A handler must therefore be idempotent.
 */
@NullMarked
package dev.ovation.queue;

import org.jspecify.annotations.NullMarked;
