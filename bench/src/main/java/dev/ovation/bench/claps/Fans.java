package dev.ovation.bench.claps;

import dev.ovation.bench.stack.Wallet;
import dev.ovation.core.account.Account;
import dev.ovation.core.account.AccountId;
import dev.ovation.core.account.ActorType;
import dev.ovation.runtime.security.Ed25519AccessTokens;
import dev.ovation.runtime.security.TokenKeys;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Who claps and for whom. Fan i claps for creator i modulo the number of creators.
 *
 * @param tokens an access token for each fan, in their order
 * @param tokenKey the JWK that signed them
 */
record Fans(List<Wallet> fans, List<Wallet> creators, List<String> tokens, String tokenKey) {

    /** What both servers take a token's issuer and audience to be. */
    static final String ISSUER = "ovation";

    /** Nobody logs in during a run, so that this needs to be no password's hash. */
    private static final String NO_PASSWORD = "none";

    private static final Duration TOKEN_VALIDITY = Duration.ofHours(12);

    static Fans create(int fanCount, int creatorCount) {
        List<Wallet> fans = Wallet.several("fan", fanCount);
        String key = TokenKeys.newKey(new SecureRandom());
        Ed25519AccessTokens issuer =
                new Ed25519AccessTokens(TokenKeys.parse(key), ISSUER, TOKEN_VALIDITY, Clock.systemUTC());
        List<String> tokens = fans.stream()
                .map(fan -> issuer.issue(account(fan, ActorType.USER), UUID.randomUUID())
                        .token())
                .toList();
        return new Fans(fans, Wallet.several("creator", creatorCount), tokens, key);
    }

    Wallet creatorOf(int fan) {
        return creators.get(fan % creators.size());
    }

    List<Account> accounts() {
        return Stream.concat(
                        fans.stream().map(fan -> account(fan, ActorType.USER)),
                        creators.stream().map(creator -> account(creator, ActorType.CREATOR)))
                .toList();
    }

    private static Account account(Wallet wallet, ActorType type) {
        String address = wallet.address().toString();
        return new Account(
                new AccountId(UUID.nameUUIDFromBytes(address.getBytes(StandardCharsets.US_ASCII))),
                address + "@bench.example",
                NO_PASSWORD,
                wallet.address(),
                type,
                false,
                Instant.now());
    }
}
