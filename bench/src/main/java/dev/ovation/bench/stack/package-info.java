/**
 * What a benchmark runs against: a fresh Anvil with the contracts, Redis and MongoDB's protocol, each a process of its
 * own whose meters can be read; wallets, and tokens that were really minted and interest that really accrued.
 */
@NullMarked
package dev.ovation.bench.stack;

import org.jspecify.annotations.NullMarked;
