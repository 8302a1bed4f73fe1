/** Benchmarks, ours and the peers'. */
@NullMarked
package dev.ovation.bench;

import org.jspecify.annotations.NullMarked;
