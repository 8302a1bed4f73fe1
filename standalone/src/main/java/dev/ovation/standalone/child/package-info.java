/** The processes that a development instance starts, watches and stops. */
@NullMarked
package dev.ovation.standalone.child;

import org.jspecify.annotations.NullMarked;
