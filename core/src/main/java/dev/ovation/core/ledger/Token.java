package dev.ovation.core.ledger;

/** The two tokens. */
public enum Token {
    /** Stable, one unit of fiat; gifts are made of it. */
    TK,
    /** Interest; claps are made of it, and 100 of it become 1 TK at payout. */
    TKI
}
