package dev.ovation.core.account;

/** Argon2id. Safe to share between threads; bounds how many hashes run at once. */
public interface PasswordHasher {

    String hash(String password);

    boolean matches(String password, String hash);

    /** Costs as much as {@link #matches}, for emails that nobody has: the time must not tell which exist. */
    void pretend(String password);
}
