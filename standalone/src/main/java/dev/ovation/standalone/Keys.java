package dev.ovation.standalone;

import dev.ovation.runtime.security.TokenKeys;
import java.security.SecureRandom;

/** {@code ./ovation keys}: a fresh pair of keys for access tokens. */
public final class Keys {

    private Keys() {}

    public static void main(String[] args) {
        String key = TokenKeys.newKey(new SecureRandom());
        System.out.println("JWT_KEYS=" + key);
        System.out.println("JWT_PUBLIC_KEYS=" + TokenKeys.parse(key).published());
    }
}
