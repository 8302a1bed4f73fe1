/**
 * The four job queues as both servers see them: names, payloads and how a job is retried. A queue only reminds; what is
 * due stands in the database.
 */
@NullMarked
package dev.ovation.runtime.work;

import org.jspecify.annotations.NullMarked;
