/**
 * The job server: workers for the four queues, the schedules, the sweepers, and HTTP for staff and operations. Any
 * number of them may run; each job is done by one, and doing it twice changes nothing.
 */
@NullMarked
package dev.ovation.jobs;

import org.jspecify.annotations.NullMarked;
