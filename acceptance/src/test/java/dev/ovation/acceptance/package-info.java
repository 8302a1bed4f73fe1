/** The house from outside: real processes, real ports. */
@NullMarked
package dev.ovation.acceptance;

import org.jspecify.annotations.NullMarked;
