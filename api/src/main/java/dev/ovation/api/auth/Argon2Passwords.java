package dev.ovation.api.auth;

import dev.ovation.core.account.PasswordHasher;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Argon2id (RFC 9106) with OWASP's parameters, in PHC format. So many hashes run at once as given: each takes
 * {@value #MEMORY_KIB} KiB and a core, and a flood of logins must not take the house down.
 */
public final class Argon2Passwords implements PasswordHasher {

    private static final int MEMORY_KIB = 19_456;
    private static final Argon2Hash.Cost COST = new Argon2Hash.Cost(MEMORY_KIB, 2, 1);
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;

    private final SecureRandom random;
    private final Semaphore atOnce;
    private final Duration patience;
    private final String nobodys;

    /**
     * @param patience how long one may wait for its turn before it is refused with OVERLOADED
     */
    public Argon2Passwords(SecureRandom random, int atOnce, Duration patience) {
        this.random = random;
        this.atOnce = new Semaphore(atOnce);
        this.patience = patience;
        this.nobodys = nobodys();
    }

    /**
     * A hash in the format of all others that no password is known for. Written, not computed: to check against it costs
     * as much as any check, to make it must not delay each start by a fifth of a second.
     */
    private String nobodys() {
        byte[] hash = new byte[HASH_BYTES];
        random.nextBytes(hash);
        return new Argon2Hash(COST, newSalt(), hash).toString();
    }

    /** What an unknown account's password is checked against. */
    String pretended() {
        return nobodys;
    }

    @Override
    public String hash(String password) {
        byte[] salt = newSalt();
        return inTurn(() -> Argon2Hash.of(password, COST, salt, HASH_BYTES).toString());
    }

    @Override
    public boolean matches(String password, String hash) {
        Argon2Hash stored = Argon2Hash.parse(hash);
        return inTurn(() -> stored.matches(password));
    }

    @Override
    public void pretend(String password) {
        boolean unused = matches(password, nobodys);
    }

    private <T> T inTurn(Supplier<T> work) {
        try {
            if (!atOnce.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Refused(RefusalCode.OVERLOADED, "Too many logins at once; try again shortly.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused(RefusalCode.OVERLOADED, "The server is stopping; try again shortly.");
        }
        try {
            return work.get();
        } finally {
            atOnce.release();
        }
    }

    private byte[] newSalt() {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return salt;
    }
}
