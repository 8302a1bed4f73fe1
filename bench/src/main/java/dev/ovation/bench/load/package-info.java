/**
 * A load generator for HTTP/1.1 that costs next to nothing, since it shares the machine with what it drives: one
 * thread, one selector, requests copied from prepared bytes, answers read no further than their status needs.
 */
@NullMarked
package dev.ovation.bench.load;

import org.jspecify.annotations.NullMarked;
