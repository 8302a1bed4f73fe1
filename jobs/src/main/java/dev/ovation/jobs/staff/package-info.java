/** The job server's routes for staff: run a job now, look at queues and failed jobs, reconcile. */
@NullMarked
package dev.ovation.jobs.staff;

import org.jspecify.annotations.NullMarked;
