package dev.ovation.api.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * An Argon2id hash (RFC 9106) with what it was made with, written as PHC strings are:
 * {@code $argon2id$v=19$m=<KiB>,t=<iterations>,p=<lanes>$<salt>$<hash>}, base64 without padding.
 *
 * <p>The memory that computing one takes is garbage afterwards, so that a server that nobody logs in to doesn't hold it.
 */
record Argon2Hash(Cost cost, byte[] salt, byte[] hash) {

    private static final Pattern FORMAT = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$([A-Za-z0-9+/]{1,128})\\$([A-Za-z0-9+/]{1,128})");

    /** What computing a hash takes: memory in KiB, passes over it, and lanes. */
    record Cost(int kibibytes, int iterations, int lanes) {}

    static Argon2Hash of(String password, Cost cost, byte[] salt, int hashBytes) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.kibibytes)
                .withIterations(cost.iterations)
                .withParallelism(cost.lanes)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[hashBytes];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return new Argon2Hash(cost, salt, hash);
    }

    /**
     * @throws IllegalArgumentException if it is not one; the message doesn't repeat it
     */
    static Argon2Hash parse(String text) {
        Matcher parts = FORMAT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a stored password is not an Argon2id hash in PHC format");
        }
        Cost cost = new Cost(number(parts, 1), number(parts, 2), number(parts, 3));
        Base64.Decoder base64 = Base64.getDecoder();
        return new Argon2Hash(cost, base64.decode(parts.group(4)), base64.decode(parts.group(5)));
    }

    /** Compares in constant time, after computing what this one cost. */
    boolean matches(String password) {
        return MessageDigest.isEqual(of(password, cost, salt, hash.length).hash, hash);
    }

    @Override
    public String toString() {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(
                        cost.kibibytes,
                        cost.iterations,
                        cost.lanes,
                        base64.encodeToString(salt),
                        base64.encodeToString(hash));
    }

    private static int number(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group));
    }
}
