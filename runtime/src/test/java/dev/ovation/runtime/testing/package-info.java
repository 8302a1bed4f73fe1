/** What several tests of this module need. */
@NullMarked
package dev.ovation.runtime.testing;

import org.jspecify.annotations.NullMarked;
