/** One process for development: Redis, MongoDB protocol, Anvil, contracts, both servers. */
@NullMarked
package dev.ovation.standalone;

import org.jspecify.annotations.NullMarked;
