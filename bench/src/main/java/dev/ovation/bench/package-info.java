/**
 * Benchmarks, ours and the peers': each runs with one command, {@code ./ovation bench NAME}, names the machine it ran
 * on, and ends with one {@code RESULT} line that a script can read.
 */
@NullMarked
package dev.ovation.bench;

import org.jspecify.annotations.NullMarked;
