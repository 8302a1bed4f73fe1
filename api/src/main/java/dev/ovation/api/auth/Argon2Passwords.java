package dev.ovation.api.auth;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import dev.ovation.core.account.PasswordHasher;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Argon2id (RFC 9106) with OWASP's parameters, in PHC format. So many hashes run at once as given: each takes
 * {@value #MEMORY_KIB} KiB and a core, and a flood of logins must not take the house down.
 */
public final class Argon2Passwords implements PasswordHasher {

    private static final int MEMORY_KIB = 19_456;
    private static final int ITERATIONS = 2;
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;

    private final Argon2Function argon2 =
            Argon2Function.getInstance(MEMORY_KIB, ITERATIONS, LANES, HASH_BYTES, Argon2.ID);
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
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        byte[] salt = new byte[SALT_BYTES];
        byte[] hash = new byte[HASH_BYTES];
        random.nextBytes(salt);
        random.nextBytes(hash);
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(MEMORY_KIB, ITERATIONS, LANES, base64.encodeToString(salt), base64.encodeToString(hash));
    }

    /** What an unknown account's password is checked against. */
    String pretended() {
        return nobodys;
    }

    @Override
    public String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return inTurn(() -> argon2.hash(bytes(password), salt).getResult());
    }

    @Override
    public boolean matches(String password, String hash) {
        Argon2Function itsOwn = Argon2Function.getInstanceFromHash(hash);
        return inTurn(() -> itsOwn.check(bytes(password), bytes(hash)));
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

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
