/**
 * TK that a creator burns for a fiat payout: exactly once, or given back.
 */
@NullMarked
package dev.ovation.core.withdrawal;

import org.jspecify.annotations.NullMarked;
