package dev.ovation.chain.account;

import dev.ovation.chain.rpc.RpcFailure;
import java.util.Locale;

/** What a node's answer to a broadcast means. Nodes agree on the cases and on nothing else, so their words are read. */
enum BroadcastAnswer {
    /** It is in the pool. */
    ACCEPTED,
    /** It was there before. */
    ALREADY_KNOWN,
    /** The chain has taken the nonce: with this transaction, with another attempt, or with a stranger's. */
    NONCE_TOO_LOW,
    /** The node misses an earlier one. */
    NONCE_TOO_HIGH,
    /** The fee is too low for the chain, for the pool, or to replace what holds the nonce there. */
    UNDERPRICED,
    /** The account can't pay. */
    INSUFFICIENT_FUNDS,
    /** The pool has no room now. */
    POOL_FULL,
    /** The transaction as such is refused and will always be. */
    INVALID,
    /** A refusal that says nothing about the transaction: a limit, an internal error. */
    UNCLEAR;

    /** The words of geth, Nethermind, Besu, Erigon, Reth and Anvil. */
    static BroadcastAnswer of(RpcFailure.Rejected failure) {
        String text =
                String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).replace('_', ' ');
        if (has(text, "already known", "already imported", "known transaction", "alreadyknown", "already exists")) {
            return ALREADY_KNOWN;
        }
        if (has(text, "nonce too low", "nonce is too low", "oldnonce", "old nonce", "nonce below")) {
            return NONCE_TOO_LOW;
        }
        if (has(text, "nonce too high", "nonce too far", "noncegap", "nonce gap", "distant future", "too distant")) {
            return NONCE_TOO_HIGH;
        }
        if (has(
                text,
                "underpriced",
                "less than block base fee",
                "fee too low",
                "gas price too low",
                "feetoolow",
                "below the minimum",
                "less than the minimum",
                "below configured minimum",
                "replacement")) {
            return UNDERPRICED;
        }
        if (has(text, "insufficient funds", "insufficientfunds", "insufficient balance", "exceeds account balance")) {
            return INSUFFICIENT_FUNDS;
        }
        if (has(text, "pool is full", "txpool full", "pool full", "too many transactions", "limit exceeded")) {
            return POOL_FULL;
        }
        if (has(
                text,
                "intrinsic gas",
                "exceeds block gas limit",
                "invalid sender",
                "invalid chain",
                "chain id",
                "oversized data",
                "max initcode",
                "tx type not supported",
                "tip above fee cap",
                "greater than latest block gas",
                "gas limit too high",
                "exceeds the configured cap",
                "invalid signature")) {
            return INVALID;
        }
        return UNCLEAR;
    }

    private static boolean has(String text, String... words) {
        for (String word : words) {
            if (text.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
