/**
 * Calls to outside services: every one ends within its time, reads a bounded answer, and leaves no secret in a log.
 */
@NullMarked
package dev.ovation.runtime.outbound;

import org.jspecify.annotations.NullMarked;
