/**
 * The functions and events of the deployed contracts that the house uses, each by its whole signature.
 *
 * <p>They are looked up in the ABI that the compiler made, so that a signature the contracts don't have fails when its
 * class is first used, never as a call that means something else. Immutable, safe to share between threads.
 */
@NullMarked
package dev.ovation.runtime.onchain.contracts;

import org.jspecify.annotations.NullMarked;
