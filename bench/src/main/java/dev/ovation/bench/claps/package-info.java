/**
 * Claps a second, from HTTP to the answer 201 after receipt and database write: our API server and a strong Node server
 * on the same machine, with the same contracts, claps and load.
 */
@NullMarked
package dev.ovation.bench.claps;

import org.jspecify.annotations.NullMarked;
