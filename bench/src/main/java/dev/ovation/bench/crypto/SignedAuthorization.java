package dev.ovation.bench.crypto;

import dev.ovation.chain.crypto.PrivateKey;
import dev.ovation.chain.crypto.Secp256k1;
import dev.ovation.chain.eip712.Domain;
import dev.ovation.chain.eip712.StructType;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import java.util.random.RandomGenerator;

/** An authorization with the fields of a fan's, and its signature as it comes over HTTP. */
record SignedAuthorization(Authorization authorization, byte[] signature) {

    record Authorization(
            Address owner,
            Address token,
            Address creator,
            Wei cap,
            Wei capPerIntent,
            long validAfter,
            long validUntil,
            Bytes32 salt) {}

    static final StructType<Authorization> TYPE = StructType.<Authorization>named("Authorization")
            .address("owner", Authorization::owner)
            .address("token", Authorization::token)
            .address("creator", Authorization::creator)
            .wei("cap", Authorization::cap)
            .wei("capPerIntent", Authorization::capPerIntent)
            .uint64("validAfter", 64, Authorization::validAfter)
            .uint64("validUntil", 64, Authorization::validUntil)
            .bytes32("salt", Authorization::salt)
            .build();

    static SignedAuthorization draw(Domain domain, RandomGenerator random) {
        PrivateKey key = PrivateKey.of(secret(random));
        Authorization authorization = new Authorization(
                Secp256k1.best().address(key),
                Address.of(bytes(random, Address.LENGTH)),
                Address.of(bytes(random, Address.LENGTH)),
                Wei.ofTokens(random.nextLong(1, 1_000_000)),
                Wei.ofTokens(random.nextLong(1, 1_000)),
                random.nextLong(1L << 32),
                random.nextLong(1L << 32),
                Bytes32.of(bytes(random, Bytes32.LENGTH)));
        byte[] signature =
                Secp256k1.best().sign(domain.hash(TYPE, authorization), key).bytes();
        return new SignedAuthorization(authorization, signature);
    }

    private static byte[] secret(RandomGenerator random) {
        byte[] secret = bytes(random, 32);
        secret[0] &= 0x7f;
        secret[31] |= 1;
        return secret;
    }

    private static byte[] bytes(RandomGenerator random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
