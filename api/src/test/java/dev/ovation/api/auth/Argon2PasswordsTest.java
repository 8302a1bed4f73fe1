package dev.ovation.api.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        Argon2Hash real = Argon2Hash.parse(passwords.hash("any"));
        Argon2Hash pretended = Argon2Hash.parse(passwords.pretended());
        assertThat(pretended.cost()).isEqualTo(real.cost());
        assertThat(pretended.salt()).hasSameSizeAs(real.salt());
        assertThat(pretended.hash()).hasSameSizeAs(real.hash());
        assertThat(passwords.matches("any", passwords.pretended())).isFalse();
        passwords.pretend("any");
    }

    /** Made by Password4j 1.8.4: accounts outlive the library that hashed their passwords. */
    @Test
    void a_hash_that_another_implementation_made_is_understood() {
        String hash =
                "$argon2id$v=19$m=19456,t=2,p=1$c2l4dGVlbiBieXRlcyEhIQ$8uWP1cDzDSUmyXJziWR5aq74/QvEq3xwphKfgG7rY3Y";
        assertThat(passwords.matches("correct horse battery staple – ✓", hash)).isTrue();
        assertThat(passwords.matches("correct horse battery staple", hash)).isFalse();
        assertThat(Argon2Hash.parse(hash)).hasToString(hash);
    }

    @Test
    void what_is_no_hash_is_told_without_being_repeated() {
        assertThatThrownBy(() -> passwords.matches("any", "hunter2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hunter2");
    }
}
