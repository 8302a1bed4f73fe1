/** What the two servers ask of each other: work that is due, by the id of what it is about. */
@NullMarked
package dev.ovation.core.work;

import org.jspecify.annotations.NullMarked;
