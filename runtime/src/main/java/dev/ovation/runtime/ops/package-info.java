/** Small programs for operations. */
@NullMarked
package dev.ovation.runtime.ops;

import org.jspecify.annotations.NullMarked;
