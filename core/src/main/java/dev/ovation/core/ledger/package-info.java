/**
 * The chain's side of money as the domain sees it: what an account holds, what it earned, and what may still be spent.
 */
@NullMarked
package dev.ovation.core.ledger;

import org.jspecify.annotations.NullMarked;
