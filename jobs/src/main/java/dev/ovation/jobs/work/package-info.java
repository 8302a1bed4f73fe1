/** What the workers of the four queues do, when the schedules make it due, and how it is measured. */
@NullMarked
package dev.ovation.jobs.work;

import org.jspecify.annotations.NullMarked;
