package dev.ovation.store.redis;

import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;

/** The keys and fields that the account scripts share; {@code promises.lua} tells what each holds. */
record AccountKeys(Redis redis) {

    String account(Address address) {
        return redis.key("balance:" + address);
    }

    /** There as long as Redis has not been emptied since the promises were last built. */
    String ready() {
        return redis.key("reservations:ready");
    }

    /** The sweeper's index. */
    String index() {
        return redis.key("reservations:index");
    }

    static String token(Token token) {
        return token == Token.TK ? "tk" : "tki";
    }

    /** The nonce that a one-time authorization uses up; empty for a standing one. */
    static String nonce(Authorization terms) {
        return terms.isStanding() ? "" : "n:" + terms.generation() + ":" + terms.nonce();
    }

    static String standing(Bytes32 authorization) {
        return "s:" + authorization;
    }

    static String leg(Object intent) {
        return "r:" + intent;
    }
}
