/** What operations ask of a job server: whether it lives, whether it is ready, and its numbers. */
@NullMarked
package dev.ovation.jobs.ops;

import org.jspecify.annotations.NullMarked;
