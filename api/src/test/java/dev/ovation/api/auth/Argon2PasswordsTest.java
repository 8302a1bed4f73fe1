package dev.ovation.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.password4j.Argon2Function;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class Argon2PasswordsTest {

    private final Argon2Passwords passwords = new Argon2Passwords(new SecureRandom(), 2, Duration.ofSeconds(10));

    @Test
    void a_password_matches_its_own_hash_only() {
        String hash = passwords.hash("correct horse");
        assertThat(passwords.matches("correct horse", hash)).isTrue();
        assertThat(passwords.matches("battery staple", hash)).isFalse();
    }

    @Test
    void an_unknown_account_costs_what_a_known_one_costs() {
        Argon2Function real = Argon2Function.getInstanceFromHash(passwords.hash("any"));
        Argon2Function pretended = Argon2Function.getInstanceFromHash(passwords.pretended());
        assertThat(pretended).isEqualTo(real);
        assertThat(passwords.matches("any", passwords.pretended())).isFalse();
        passwords.pretend("any");
    }
}
