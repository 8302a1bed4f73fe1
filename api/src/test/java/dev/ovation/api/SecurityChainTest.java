package dev.ovation.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.ovation.api.testing.Client;
import dev.ovation.api.testing.Eventually;
import dev.ovation.api.testing.Person;
import dev.ovation.api.testing.TestHouse;
import dev.ovation.core.account.ActorType;
import dev.ovation.core.ledger.Token;
import dev.ovation.runtime.security.AddressRange;
import dev.ovation.runtime.security.Limit;
import dev.ovation.runtime.security.LimitRate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** CORS, headers, limits, tokens and roles: what every request meets before its handler. */
final class SecurityChainTest {

    private static TestHouse house;
    private static Person fan;

    @BeforeAll
    static void open() {
        house = TestHouse.open();
        fan = Person.fan(house);
    }

    @AfterAll
    static void close() {
        house.close();
    }

    // ---- CORS and headers

    @Test
    void pagesOfConfiguredOriginsMayCallAndOthersMayNot() {
        Client.Reply ours = house.client().with("X-Origin-Test", "1").get("/health");
        assertThat(ours.header("Access-Control-Allow-Origin")).isEmpty();
        Client.Reply allowed = preflight("https://app.example");
        assertThat(allowed.status()).isEqualTo(204);
        assertThat(allowed.header("Access-Control-Allow-Origin")).contains("https://app.example");
        assertThat(allowed.header("Access-Control-Allow-Methods")).contains("POST");
        assertThat(allowed.header("Access-Control-Allow-Headers").orElse("")).contains("Idempotency-Key");
        assertThat(allowed.header("Access-Control-Allow-Credentials")).isEmpty();
        Client.Reply foreign = preflight("https://evil.example");
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(foreign.header("Access-Control-Allow-Origin")).isEmpty();
    }

    private static Client.Reply preflight(String origin) {
        return house.client()
                .with("Origin", origin)
                .with("Access-Control-Request-Method", "POST")
                .send("OPTIONS", "/api/contracts/clap", new byte[0]);
    }

    @Test
    void everyAnswerCarriesTheSecurityHeaders() {
        for (String path : List.of("/health", "/api/auth/profile", "/nowhere")) {
            Client.Reply reply = house.client().get(path);
            assertThat(reply.header("X-Content-Type-Options")).as(path).contains("nosniff");
            assertThat(reply.header("Content-Security-Policy").orElse("")).contains("default-src 'none'");
            assertThat(reply.header("Strict-Transport-Security")).isPresent();
            assertThat(reply.header("X-Frame-Options")).contains("DENY");
            assertThat(reply.header("X-Request-Id")).isPresent();
        }
    }

    @Test
    void aSaneRequestIdIsKeptAndAnotherIsReplaced() {
        assertThat(house.client()
                        .with("X-Request-Id", "order-7.a")
                        .get("/health")
                        .header("X-Request-Id"))
                .contains("order-7.a");
        assertThat(house.client()
                        .with("X-Request-Id", "<script>")
                        .get("/health")
                        .header("X-Request-Id"))
                .hasValueSatisfying(id -> assertThat(id).matches("[0-9a-f-]{36}"));
    }

    // ---- limits

    @Test
    void tooManyCallsOfOneAddressAreRefusedUntilTheWindowPasses() {
        try (TestHouse limited = TestHouse.clocked(s -> limits(s, 3, 100, 100, List.of()))) {
            Client client = limited.client();
            for (int left = 2; left >= 0; left--) {
                Client.Reply reply = client.get("/health");
                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.header("RateLimit-Policy")).contains("\"address\";q=3;w=60");
                assertThat(reply.header("RateLimit")).contains("\"address\";r=" + left + ";t=60");
            }
            Client.Reply refused = client.get("/health");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.code()).isEqualTo("rate-limited");
            assertThat(refused.header("Retry-After")).contains("60");

            limited.clock.pass(Duration.ofSeconds(60));
            assertThat(client.get("/health").status()).isEqualTo(200);
        }
    }

    @Test
    void credentialsAndAccountsHaveLimitsOfTheirOwn() {
        try (TestHouse limited = TestHouse.clocked(s -> limits(s, 1000, 3, 2, List.of()))) {
            Person somebody = Person.fan(limited);
            assertThat(somebody.client.get("/api/auth/profile").status()).isEqualTo(200);
            Client.Reply second = somebody.client.get("/api/auth/profile");
            assertThat(second.header("RateLimit").orElse("")).contains("\"address\";r=", "\"account\";r=0;");
            assertThat(somebody.client.get("/api/auth/profile").status()).isEqualTo(429);
            Map<String, String> wrong = Map.of("email", somebody.email, "password", "a wrong password");
            assertThat(limited.client().post("/api/auth/login", wrong).status()).isEqualTo(401);
            assertThat(limited.client().post("/api/auth/login", wrong).status()).isEqualTo(401);
            assertThat(limited.client().post("/api/auth/login", wrong).status()).isEqualTo(429);
        }
    }

    @Test
    void forwardedAddressesCountOnlyBehindATrustedProxy() {
        try (TestHouse trusting =
                TestHouse.clocked(s -> limits(s, 1, 100, 100, List.of(AddressRange.parse("127.0.0.0/8"))))) {
            assertThat(from(trusting, "198.51.100.1").status()).isEqualTo(200);
            assertThat(from(trusting, "198.51.100.2").status()).isEqualTo(200);
            assertThat(from(trusting, "203.0.113.9, 198.51.100.1").status()).isEqualTo(429);
        }
        try (TestHouse suspicious = TestHouse.clocked(s -> limits(s, 1, 100, 100, List.of()))) {
            assertThat(from(suspicious, "198.51.100.1").status()).isEqualTo(200);
            assertThat(from(suspicious, "198.51.100.2").status()).isEqualTo(429);
        }
    }

    private static Client.Reply from(TestHouse where, String forwardedFor) {
        return where.client().with("X-Forwarded-For", forwardedFor).get("/health");
    }

    private static ApiSettings limits(
            ApiSettings s, long address, long credentials, long account, List<AddressRange> proxies) {
        Duration minute = Duration.ofMinutes(1);
        return new ApiSettings(
                s.host(),
                s.port(),
                s.maxConnections(),
                s.maxBodyBytes(),
                s.corsOrigins(),
                proxies,
                new LimitRate.Limits(
                        new Limit("address", address, minute),
                        new Limit("credentials", credentials, minute),
                        new Limit("account", account, minute)),
                s.chainWait(),
                s.accountStaleness(),
                s.grace(),
                s.heartbeat(),
                s.maxStreams());
    }

    @Test
    void withoutTheSharedCountMoneyWaitsAndReadingGoesOn() {
        Person creator = Person.creator(house);
        fan.owns(Token.TKI, 1);
        Map<String, Object> clap = fan.intent(Token.TKI, creator, "1");
        house.redisServer.stop();
        try {
            Client.Reply refused = fan.client.post("/api/contracts/clap", clap);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.code()).isEqualTo("dependency-unavailable");
            assertThat(refused.header("Retry-After")).isPresent();
            assertThat(fan.client.get("/api/auth/profile").status()).isEqualTo(200);
        } finally {
            house.redisServer.restart();
        }
        assertThat(Eventually.holds(() -> house.client().get("/ready").status() == 200))
                .isTrue();
        assertThat(fan.client.post("/api/contracts/clap", clap).status()).isEqualTo(201);
    }

    // ---- tokens

    @Test
    void aTokenIsVerifiedByWhatTheJwksShows() throws Exception {
        SignedJWT jwt = SignedJWT.parse(fan.token);
        assertThat(jwt.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.EdDSA);
        assertThat(house.client().get("/.well-known/jwks.json").text())
                .contains(jwt.getHeader().getKeyID(), "Ed25519")
                .doesNotContain("\"d\"");
    }

    @Test
    void anExpiredTokenIsToldApartAndRefreshed() {
        try (TestHouse own = TestHouse.open()) {
            Person somebody = Person.fan(own);
            own.clock.pass(Duration.ofMinutes(16));
            Client.Reply expired = somebody.client.get("/api/auth/profile");
            assertThat(expired.code()).isEqualTo("token-expired");
            assertThat(expired.header("WWW-Authenticate").orElse("")).contains("invalid_token");
            Client.Reply refreshed =
                    own.client().post("/api/auth/refresh", Map.of("refreshToken", somebody.refreshToken));
            assertThat(own.client()
                            .bearing(refreshed.get("token"))
                            .get("/api/auth/profile")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void tamperedAndForeignTokensAreRefused() throws Exception {
        String[] parts = fan.token.split("\\.");
        String admin = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                .replace("\"user\"", "\"admin\"");
        String none = encode("{\"alg\":\"none\",\"typ\":\"at+jwt\"}");
        assertRefused(parts[0] + "." + encode(admin) + "." + parts[2]);
        assertRefused(none + "." + parts[1] + ".");
        assertRefused(parts[0] + "." + parts[1] + "." + encode("x".repeat(64)));
        assertRefused(parts[0] + "." + parts[1]);
        // The public key as an HMAC secret: the classic confusion of algorithms.
        SignedJWT hmac = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .keyID(SignedJWT.parse(fan.token).getHeader().getKeyID())
                        .build(),
                JWTClaimsSet.parse(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)));
        hmac.sign(new MACSigner(house.tokenKeys.published().getBytes(StandardCharsets.UTF_8)));
        assertRefused(hmac.serialize());
        try (TestHouse foreign = TestHouse.open()) {
            assertRefused(Person.fan(foreign).token);
        }
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(String token) {
        Client.Reply reply = house.client().bearing(token).get("/api/auth/profile");
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.code()).isEqualTo("invalid-token");
    }

    @Test
    void aLogoutEndsTheAccessTokenToo() {
        Person leaving = Person.fan(house);
        assertThat(leaving.client.get("/api/auth/profile").status()).isEqualTo(200);
        assertThat(house.client()
                        .post("/api/auth/logout", Map.of("refreshToken", leaving.refreshToken))
                        .status())
                .isEqualTo(204);
        assertThat(leaving.client.get("/api/auth/profile").code()).isEqualTo("invalid-token");
    }

    @Test
    void aRefreshTokenUsedTwiceEndsItsSession() {
        Person victim = Person.fan(house);
        Map<String, String> body = Map.of("refreshToken", victim.refreshToken);
        Client.Reply first = house.client().post("/api/auth/refresh", body);
        assertThat(house.client().post("/api/auth/refresh", body).code()).isEqualTo("refresh-token-reused");
        assertThat(house.client()
                        .post("/api/auth/refresh", Map.of("refreshToken", first.get("refreshToken")))
                        .code())
                .isEqualTo("refresh-token-reused");
    }

    // ---- roles

    @Test
    void eachStaffRouteAsksForItsRole() {
        Person operator = Person.staff(house, ActorType.OPERATOR);
        Person compliance = Person.staff(house, ActorType.COMPLIANCE);
        Person admin = Person.staff(house, ActorType.ADMIN);
        String decision = "/api/admin/intents/0198c1d2-7a3b-7c4d-8e5f-001122334455/decision";
        Map<String, String> clear = Map.of("decision", "clear", "reason", "known");

        assertThat(operator.client.get("/api/admin/intents/held").status()).isEqualTo(200);
        assertThat(operator.client.post(decision, clear).code()).isEqualTo("forbidden");
        assertThat(compliance.client.post(decision, clear).code()).isEqualTo("unknown-intent");
        assertThat(compliance.client.post("/api/admin/staff", Map.of()).code()).isEqualTo("forbidden");
        assertThat(admin.client.post("/api/admin/staff", Map.of()).code()).isEqualTo("missing-field");
        assertThat(admin.client.post("/api/contracts/clap", Map.of()).code()).isEqualTo("forbidden");
    }

    @Test
    void aSuspendedAccountIsOutAtOnce() {
        Person admin = Person.staff(house, ActorType.ADMIN);
        Person suspect = Person.fan(house);
        String id = suspect.client.get("/api/auth/profile").get("id");
        String path = "/api/admin/accounts/" + id + "/suspension";
        assertThat(admin.client
                        .post(path, Map.of("suspended", true, "reason", "stolen card"))
                        .get("suspended"))
                .isEqualTo("true");
        assertThat(suspect.client.get("/api/auth/profile").code()).isEqualTo("account-suspended");
        assertThat(house.client()
                        .post("/api/auth/login", Map.of("email", suspect.email, "password", Person.PASSWORD))
                        .code())
                .isEqualTo("account-suspended");
        admin.client.post(path, Map.of("suspended", false, "reason", "a mistake"));
        assertThat(suspect.client.get("/api/auth/profile").status()).isEqualTo(200);
    }
}
