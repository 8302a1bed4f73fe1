/** In-memory parts with the promises of the ports, a shifting clock, and a process that can be killed at any call. */
@NullMarked
package dev.ovation.core.testing;

import org.jspecify.annotations.NullMarked;
