package dev.ovation.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisSettingsTest {

    @Test
    void aUrlSaysEverything() {
        RedisSettings settings = RedisSettings.of("rediss://ada:p%40ss+word@redis.example:7000/3");
        assertThat(settings.host()).isEqualTo("redis.example");
        assertThat(settings.port()).isEqualTo(7_000);
        assertThat(settings.database()).isEqualTo(3);
        assertThat(settings.tls()).isTrue();
        assertThat(settings.user()).isEqualTo("ada");
        assertThat(settings.password()).isEqualTo("p@ss+word");
        assertThat(settings.toString()).isEqualTo("rediss://redis.example:7000/3");
    }

    @Test
    void aUrlMaySayNextToNothing() {
        RedisSettings settings = RedisSettings.of("redis://localhost");
        assertThat(settings.port()).isEqualTo(6379);
        assertThat(settings.database()).isZero();
        assertThat(settings.password()).isNull();
        assertThat(RedisSettings.of("redis://:secret@h").password()).isEqualTo("secret");
        assertThat(RedisSettings.of("redis://:secret@h").user()).isNull();
    }

    @Test
    void aContainersNameMayHaveAnUnderscore() {
        RedisSettings settings = RedisSettings.of("redis://:p%40ss@my_redis:7000/3");
        assertThat(settings.host()).isEqualTo("my_redis");
        assertThat(settings.port()).isEqualTo(7_000);
        assertThat(settings.database()).isEqualTo(3);
        assertThat(settings.password()).isEqualTo("p@ss");
        assertThat(RedisSettings.of("redis://my_redis").port()).isEqualTo(6379);
        assertThat(RedisSettings.of("redis://my_redis").password()).isNull();
        assertThat(RedisSettings.of("redis://[::1]:7000").port()).isEqualTo(7_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://h",
                "redis:",
                "redis://",
                "redis://h/x",
                "redis://h:0",
                "redis://h:70000",
                "redis://my_h:70000",
                "redis://my_h:x",
                "redis:///3",
                "::",
                ""
            })
    void whatIsNoRedisUrlIsRefused(String url) {
        assertThatThrownBy(() -> RedisSettings.of(url)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theMessageKeepsThePasswordToItself() {
        assertThatThrownBy(() -> RedisSettings.of("redis://:hunter2@h ost")).hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> RedisSettings.of("redis://h").withTimeouts(Duration.ZERO, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
