/**
 * Follows the contracts' logs and keeps the read model in step with the chain, whoever sent the transactions.
 *
 * <p>States of the domain never go back, so logs are applied only at the configured depth: it has to be deeper than any
 * re-organisation that is to be expected. If one is deeper nonetheless, the owners of the signing accounts send their
 * transactions again, which makes most states true again, and what the chain decides otherwise this time is found
 * because all that was on its way is in doubt ({@link dev.ovation.core.doubt}); transfers between wallets,
 * which are nobody's to repeat, and payouts, which may come back under another hash, are forgotten from the first block
 * that fell out.
 */
@NullMarked
package dev.ovation.runtime.onchain.follow;

import org.jspecify.annotations.NullMarked;
