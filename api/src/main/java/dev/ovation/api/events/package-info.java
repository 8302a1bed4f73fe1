/** News of one's own money as server-sent events. */
@NullMarked
package dev.ovation.api.events;

import org.jspecify.annotations.NullMarked;
