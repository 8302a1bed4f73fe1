/** Servers that are processes of their own and die: at every call that matters, and at any moment. */
@NullMarked
package dev.ovation.acceptance.crash;

import org.jspecify.annotations.NullMarked;
