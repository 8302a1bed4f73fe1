package dev.ovation.runtime.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.ovation.core.account.AccessTokens;
import dev.ovation.core.account.Account;
import dev.ovation.core.account.AccountId;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Access tokens as JWTs signed with EdDSA (RFC 8037). Only that algorithm, our issuer and our keys are accepted,
 * whatever a token says of itself. A token that proved good once is remembered by its hash until it expires, because
 * verifying one costs more than the rest of the chain. Safe to share between threads.
 */
public final class Ed25519AccessTokens implements AccessTokens {

    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
    private static final String FAMILY = "sid";
    private static final String ACTOR_TYPE = "actorType";
    private static final int REMEMBERED = 20_000;

    private final TokenKeys keys;
    private final String issuer;
    private final Duration validity;
    private final Clock clock;
    private final Cache<String, Claims> verified =
            // Upkeep of a few entries takes less than handing it to another thread.
            Caffeine.newBuilder()
                    .maximumSize(REMEMBERED)
                    .executor(Runnable::run)
                    .build();

    /**
     * What a good token says.
     *
     * @param family the login that it descends from
     */
    record Claims(AccountId account, UUID family, Instant expiresAt) {}

    public Ed25519AccessTokens(TokenKeys keys, String issuer, Duration validity, Clock clock) {
        this.keys = keys;
        this.issuer = issuer;
        this.validity = validity;
        this.clock = clock;
    }

    @Override
    public Issued issue(Account account, UUID family) {
        // JWTs count whole seconds.
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant expiresAt = now.plus(validity);
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.EdDSA)
                .keyID(keys.currentId())
                .type(TYPE)
                .build();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(issuer)
                .subject(account.id().toString())
                .claim(FAMILY, family.toString())
                .claim(ACTOR_TYPE, account.type().name().toLowerCase(Locale.ROOT))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(expiresAt))
                .jwtID(UUID.randomUUID().toString())
                .build();
        String signingInput = header.toBase64URL() + "." + claims.toPayload().toBase64URL();
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(keys.signing());
            signature.update(signingInput.getBytes(StandardCharsets.US_ASCII));
            return new Issued(signingInput + "." + Base64URL.encode(signature.sign()), expiresAt);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK signs with Ed25519", e);
        }
    }

    /**
     * @throws Refused INVALID_TOKEN, or TOKEN_EXPIRED for one of ours that has lived
     */
    Claims verify(String token) {
        String key = hash(token);
        Claims claims = verified.getIfPresent(key);
        if (claims == null) {
            claims = read(token);
        }
        if (!claims.expiresAt().isAfter(clock.instant())) {
            verified.invalidate(key);
            throw new Refused(RefusalCode.TOKEN_EXPIRED, "The access token has expired; refresh it.");
        }
        verified.put(key, claims);
        return claims;
    }

    private Claims read(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWSHeader header = jwt.getHeader();
            // EdDSA alone is accepted: "none" and the HMAC family never reach a key.
            if (!JWSAlgorithm.EdDSA.equals(header.getAlgorithm()) || !TYPE.equals(header.getType())) {
                throw invalid().get();
            }
            PublicKey publicKey = Optional.ofNullable(header.getKeyID())
                    .flatMap(keys::verifying)
                    .orElseThrow(invalid());
            if (!signedBy(publicKey, jwt)) {
                throw invalid().get();
            }
            return claims(jwt.getJWTClaimsSet());
        } catch (ParseException | IllegalArgumentException e) {
            throw invalid().get();
        }
    }

    private static boolean signedBy(PublicKey key, JWSObject jwt) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(key);
            signature.update(jwt.getSigningInput());
            return signature.verify(jwt.getSignature().decode());
        } catch (GeneralSecurityException e) {
            // Thrown for signatures of a wrong shape: as wrong as any other.
            return false;
        }
    }

    private Claims claims(JWTClaimsSet claims) throws ParseException {
        boolean ours = issuer.equals(claims.getIssuer())
                && claims.getAudience() != null
                && claims.getAudience().contains(issuer);
        String subject = claims.getSubject();
        String family = claims.getStringClaim(FAMILY);
        Date expiry = claims.getExpirationTime();
        if (!ours || subject == null || family == null || expiry == null) {
            throw invalid().get();
        }
        return new Claims(AccountId.of(subject), UUID.fromString(family), expiry.toInstant());
    }

    /** A lookup by hash tells an attacker nothing about how much of a guess was right. */
    private static String hash(String token) {
        try {
            return Base64URL.encode(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)))
                    .toString();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static Supplier<Refused> invalid() {
        return () -> new Refused(RefusalCode.INVALID_TOKEN, "The access token is not valid.");
    }
}
