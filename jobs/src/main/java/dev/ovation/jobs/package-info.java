/** The job server, port 3001. */
@NullMarked
package dev.ovation.jobs;

import org.jspecify.annotations.NullMarked;
