/**
 * The contracts' economics once more, in plain Java: who owns how much of what at any moment, and what is refused.
 *
 * <p>Written from {@code docs/contracts.md}, not from the Solidity: unbounded integers, sets and lists where the
 * contracts pack bits. No clock, no database, no chain; time is an argument. It promises that the same operations at the
 * same seconds give, to the wei, what the contracts give; a test drives both and compares after each operation.
 *
 * <p>{@link dev.ovation.core.economics.Economy} is the whole. The servers preview with its parts, and with the account
 * arithmetic in {@link dev.ovation.core.ledger.AccountState} and {@link dev.ovation.core.ledger.InterestIndex} that it
 * is made of. Not safe to share between threads.
 */
@NullMarked
package dev.ovation.core.economics;

import org.jspecify.annotations.NullMarked;
