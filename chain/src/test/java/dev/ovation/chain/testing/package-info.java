/**
 * For tests of this module and others: a real Anvil, a proxy that misbehaves in front of it, the ports in memory, a
 * contract to talk to, and the golden vectors.
 */
@NullMarked
package dev.ovation.chain.testing;

import org.jspecify.annotations.NullMarked;
