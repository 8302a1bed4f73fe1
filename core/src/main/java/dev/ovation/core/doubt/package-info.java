/** What the chain may have undone after we had counted on it: found, compared with the chain, and made true again. */
@NullMarked
package dev.ovation.core.doubt;

import org.jspecify.annotations.NullMarked;
