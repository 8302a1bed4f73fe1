/**
 * The money routes of wallets: claps, gifts, mints, withdrawals, balances, and the payloads that wallets sign for them.
 */
@NullMarked
package dev.ovation.api.contracts;

import org.jspecify.annotations.NullMarked;
