package dev.ovation.core.account;

/** Where it is kept which accounts are suspended. Safe to share between threads. */
public interface Suspensions {

    /** Suspends an account or lets it act again; false if there is no such account. Repeating it changes nothing. */
    boolean set(AccountId account, boolean suspended);
}
