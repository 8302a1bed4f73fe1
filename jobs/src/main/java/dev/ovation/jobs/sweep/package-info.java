/** Looks, at an interval, for what nobody asks for any more, and drives it on. What keeps money right when queues forget. */
@NullMarked
package dev.ovation.jobs.sweep;

import org.jspecify.annotations.NullMarked;
