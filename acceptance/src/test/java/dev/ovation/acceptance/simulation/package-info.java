/** Plays with both servers, the chain, the databases and their failures together, and keeps books of its own. */
@NullMarked
package dev.ovation.acceptance.simulation;

import org.jspecify.annotations.NullMarked;
