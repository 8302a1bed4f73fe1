/** The job server against a real Redis and database; only the chain is played. */
@NullMarked
package dev.ovation.jobs;

import org.jspecify.annotations.NullMarked;
