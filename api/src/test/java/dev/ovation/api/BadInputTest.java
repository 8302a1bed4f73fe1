package dev.ovation.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.api.testing.Client;
import dev.ovation.api.testing.Person;
import dev.ovation.api.testing.TestHouse;
import dev.ovation.api.testing.Wallet;
import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each thing that a client can do wrong has its own code, is a well-formed problem, and changes nothing. */
final class BadInputTest {

    private static final String CLAP = "/api/contracts/clap";
    private static TestHouse house;
    private static Person fan;
    private static Person other;
    private static Person creator;

    @BeforeAll
    static void open() {
        house = TestHouse.open();
        fan = Person.fan(house);
        other = Person.fan(house);
        creator = Person.creator(house);
        fan.owns(Token.TKI, 100);
        fan.owns(Token.TK, 100);
        creator.owns(Token.TK, 10);
    }

    @AfterAll
    static void close() {
        house.close();
    }

    private record Case(String name, int status, String code, Supplier<Client.Reply> call) {}

    private final List<Case> cases = new ArrayList<>();

    private void when(String name, int status, String code, Supplier<Client.Reply> call) {
        cases.add(new Case(name, status, code, call));
    }

    @TestFactory
    Stream<DynamicTest> eachMistakeHasItsCode() {
        bodies();
        amounts();
        addresses();
        authorizations();
        accounts();
        lookups();
        queries();
        return cases.stream().map(c -> DynamicTest.dynamicTest(c.name(), () -> check(c)));
    }

    private static void check(Case c) {
        String before = fan.client.get("/api/contracts/balances").text();
        Client.Reply reply = c.call().get();
        assertThat(reply.code()).as(reply.toString()).isEqualTo(c.code());
        assertThat(reply.status()).isEqualTo(c.status());
        assertThat(reply.header("Content-Type")).contains("application/problem+json");
        assertThat(reply.get("instance")).isEqualTo(reply.header("X-Request-Id").orElse(""));
        assertThat(reply.get("type")).endsWith("#" + c.code());
        assertThat(reply.text()).doesNotContain("Exception", "dev.ovation", "java.");
        assertThat(fan.client.get("/api/contracts/balances").text()).isEqualTo(before);
    }

    private void bodies() {
        Client json = fan.client.with("Content-Type", "application/json");
        when("no body", 400, "malformed-json", () -> json.postText(CLAP, ""));
        when("no JSON", 400, "malformed-json", () -> json.postText(CLAP, "{\"amount\": "));
        when("a list", 400, "malformed-json", () -> json.postText(CLAP, "[]"));
        when("a text", 400, "malformed-json", () -> json.postText(CLAP, "\"clap\""));
        when("a name twice", 400, "malformed-json", () -> json.postText(CLAP, "{\"amount\":\"1\",\"amount\":\"2\"}"));
        when("two documents", 400, "malformed-json", () -> json.postText(CLAP, "{}{}"));
        when("too deep", 400, "malformed-json", () -> json.postText(CLAP, "{\"a\":".repeat(40) + "1" + "}".repeat(40)));
        when("no UTF-8", 400, "malformed-json", () -> json.send("POST", CLAP, new byte[] {'{', '"', (byte) 0xff, '"'}));
        when("too large", 413, "payload-too-large", () -> json.postText(CLAP, " ".repeat(70_000)));
        when(
                "wrong content type",
                415,
                "unsupported-media-type",
                () -> fan.client.with("Content-Type", "text/plain").postText(CLAP, "{}"));
        when("no content type", 415, "unsupported-media-type", () -> fan.client.postText(CLAP, "{}"));
        when(
                "compressed",
                415,
                "unsupported-media-type",
                () -> json.with("Content-Encoding", "gzip").postText(CLAP, "{}"));
        when("a missing field", 400, "missing-field", () -> clap(body -> body.remove("amount")));
        when("a null", 400, "missing-field", () -> clap(body -> body.put("amount", null)));
        when("an unknown field", 400, "unknown-field", () -> clap(body -> body.put("amuont", "1")));
        when("a number for a string", 400, "invalid-field", () -> clap(body -> body.put("amount", 12.5)));
        when("a string for an object", 400, "invalid-field", () -> clap(body -> body.put("delegation", "x")));
        when(
                "a contentRef of control characters",
                400,
                "invalid-field",
                () -> clap(body -> body.put("contentRef", "a\u0000b")));
        when(
                "an empty bundle",
                400,
                "invalid-field",
                () -> fan.client.post(
                        CLAP, Map.of("claps", List.of(), "delegation", Map.of("hash", "0x" + "00".repeat(32)))));
        when(
                "a key of blanks",
                400,
                "invalid-field",
                () -> fan.client.with("Idempotency-Key", "a b").post(CLAP, fan.intent(Token.TKI, creator, "1")));
    }

    private void amounts() {
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put("", "invalid-amount");
        codes.put("1e3", "invalid-amount");
        codes.put("+1", "invalid-amount");
        codes.put("1,5", "invalid-amount");
        codes.put(".5", "invalid-amount");
        codes.put("01", "invalid-amount");
        codes.put("0x10", "invalid-amount");
        codes.put("NaN", "invalid-amount");
        codes.put("-1", "amount-not-positive");
        codes.put("0", "amount-not-positive");
        codes.put("0.000000000000000000", "amount-not-positive");
        codes.put("1.0000000000000000001", "too-many-decimals");
        codes.put("9".repeat(78), "amount-too-large");
        codes.put("9".repeat(30), "amount-too-large");
        codes.forEach((amount, code) ->
                when("the amount '" + amount + "'", 400, code, () -> clap(body -> body.put("amount", amount))));
        when(
                "a payment with fractions of a cent",
                400,
                "too-many-decimals",
                () -> fan.client.post("/api/payments", Map.of("amount", "1.001")));
        when(
                "a payment above the highest",
                400,
                "amount-too-large",
                () -> fan.client.post("/api/payments", Map.of("amount", "10001")));
    }

    private void addresses() {
        when("no address", 400, "invalid-address", () -> clap(body -> body.put("creatorAddress", "bob")));
        when("a short address", 400, "invalid-address", () -> clap(body -> body.put("creatorAddress", "0x12")));
        when(
                "a wrong checksum",
                400,
                "invalid-checksum",
                () -> clap(body -> body.put("creatorAddress", "0x8ba1f109551bD432803012645Ac136ddd64DBa72")));
        when(
                "an unknown creator",
                404,
                "unknown-creator",
                () -> fan.client.post(CLAP, to(Wallet.numbered(77_777).address(), "1")));
        when("a fan for a creator", 404, "unknown-creator", () -> fan.client.post(CLAP, to(other.address(), "1")));
        when("oneself", 422, "self-payment", () -> fan.client.post(CLAP, to(fan.address(), "1")));
    }

    private void authorizations() {
        when("a forged signature", 422, "invalid-signature", () -> {
            Authorization terms = fan.once(Token.TKI, creator.address(), Wei.ofTokens(1));
            return clap(body -> body.put(
                    "delegation",
                    Map.of(
                            "authorization",
                            Person.message(terms),
                            "signature",
                            other.wallet.sign(house.typedData.authorizationDigest(terms)))));
        });
        when(
                "garbage for a signature",
                400,
                "invalid-hex",
                () -> clap(body -> body.put(
                        "delegation",
                        Map.of(
                                "authorization",
                                Person.message(fan.once(Token.TKI, creator.address(), Wei.ofTokens(1))),
                                "signature",
                                "0xzz"))));
        when(
                "a signature of a wrong length",
                422,
                "invalid-signature",
                () -> clap(body -> body.put(
                        "delegation",
                        Map.of(
                                "authorization",
                                Person.message(fan.once(Token.TKI, creator.address(), Wei.ofTokens(1))),
                                "signature",
                                "0x1234"))));
        when(
                "another fan's authorization",
                422,
                "authorization-not-yours",
                () -> clap(body -> body.put(
                        "delegation", other.signed(other.once(Token.TKI, creator.address(), Wei.ofTokens(1))))));
        when(
                "for the other token",
                422,
                "authorization-mismatch",
                () -> clap(body ->
                        body.put("delegation", fan.signed(fan.once(Token.TK, creator.address(), Wei.ofTokens(1))))));
        when(
                "for another creator",
                422,
                "authorization-mismatch",
                () -> clap(body ->
                        body.put("delegation", fan.signed(fan.once(Token.TKI, other.address(), Wei.ofTokens(1))))));
        when("above its cap", 422, "over-cap", () -> clap(body -> body.put("amount", "1.5")));
        when("expired", 422, "authorization-expired", () -> timed(0, now() - 1));
        when("not yet valid", 422, "authorization-not-yet-valid", () -> timed(now() + 60, now() + 600));
        when(
                "above the balance",
                422,
                "insufficient-balance",
                () -> fan.client.post(CLAP, fan.intent(Token.TKI, creator, "100.000000000000000001")));
        when(
                "an unknown hash",
                404,
                "unknown-authorization",
                () -> clap(body -> body.put("delegation", Map.of("hash", "0x" + "ab".repeat(32)))));
        when("a short hash", 400, "invalid-hex", () -> clap(body -> body.put("delegation", Map.of("hash", "0xab"))));
        when(
                "registering a one-time one",
                422,
                "authorization-mismatch",
                () -> fan.client.post(
                        "/api/delegations", fan.signed(fan.once(Token.TKI, Address.ZERO, Wei.ofTokens(1)))));
        when(
                "a salt beyond 256 bits",
                400,
                "amount-too-large",
                () -> clap(body -> {
                    Map<String, Object> signed = fan.signed(fan.once(Token.TKI, creator.address(), Wei.ofTokens(1)));
                    message(signed).put("salt", BigInteger.ONE.shiftLeft(256).toString());
                    body.put("delegation", signed);
                }));
        when(
                "a foreign token",
                400,
                "invalid-field",
                () -> clap(body -> {
                    Map<String, Object> signed = fan.signed(fan.once(Token.TKI, creator.address(), Wei.ofTokens(1)));
                    message(signed).put("token", "0x" + "99".repeat(20));
                    body.put("delegation", signed);
                }));
        when(
                "a withdrawal with a foreign signature",
                422,
                "invalid-signature",
                () -> creator.client.post(
                        "/api/contracts/withdraw",
                        Map.of("amount", "5", "destination", "DE89", "signature", "0x" + "11".repeat(65))));
        when(
                "a withdrawal by a fan",
                403,
                "forbidden",
                () -> fan.client.post(
                        "/api/contracts/withdraw",
                        Map.of("amount", "5", "destination", "DE89", "signature", "0x" + "11".repeat(65))));
    }

    private void accounts() {
        Client nobody = house.client();
        Wallet fresh = Wallet.numbered(88_888);
        when("an email that is none", 400, "invalid-email", () -> signup(fresh, "no email", Map.of()));
        when(
                "a short password",
                400,
                "weak-password",
                () -> signup(fresh, "a@example.org", Map.of("password", "short")));
        when("a staff type", 400, "invalid-field", () -> signup(fresh, "a@example.org", Map.of("actorType", "admin")));
        when(
                "another wallet's signature",
                422,
                "invalid-wallet-signature",
                () -> signup(
                        fresh,
                        "a@example.org",
                        Map.of(
                                "walletAddress",
                                Wallet.numbered(88_889).address().toString())));
        when("a taken email", 409, "email-taken", () -> signup(fresh, fan.email, Map.of()));
        when("a taken wallet", 409, "wallet-taken", () -> signup(fan.wallet, "b@example.org", Map.of()));
        when(
                "a wrong password",
                401,
                "invalid-credentials",
                () -> nobody.post("/api/auth/login", Map.of("email", fan.email, "password", "not the password")));
        when(
                "an unknown email",
                401,
                "invalid-credentials",
                () -> nobody.post(
                        "/api/auth/login", Map.of("email", "nobody@example.org", "password", "not the password")));
        when(
                "an unknown refresh token",
                401,
                "invalid-token",
                () -> nobody.post("/api/auth/refresh", Map.of("refreshToken", "guess")));
        when("no token", 401, "authentication-required", () -> nobody.get("/api/auth/profile"));
        when(
                "garbage for a token",
                401,
                "invalid-token",
                () -> nobody.bearing("garbage").get("/api/auth/profile"));
        when(
                "another scheme",
                401,
                "invalid-token",
                () -> nobody.with("Authorization", "Basic eDp5").get("/api/auth/profile"));
        when("a staff route", 403, "forbidden", () -> fan.client.get("/api/admin/intents/held"));
    }

    private void lookups() {
        UUID unknown = UUID.randomUUID();
        when("an unknown path", 404, "not-found", () -> fan.client.get("/api/nothing"));
        when("a path of one letter more", 404, "not-found", () -> fan.client.get("/api/contracts/balancess"));
        when("a trailing slash", 404, "not-found", () -> fan.client.get("/api/contracts/balances/"));
        when("another method", 405, "method-not-allowed", () -> fan.client.get(CLAP));
        when(
                "an invented method",
                405,
                "method-not-allowed",
                () -> fan.client.send("BREW", "/api/contracts/balances", new byte[0]));
        when("an unknown intent", 404, "unknown-intent", () -> fan.client.get("/api/contracts/intents/" + unknown));
        when(
                "cancelling an unknown intent",
                404,
                "unknown-intent",
                () -> fan.client.delete("/api/contracts/intents/" + unknown));
        when("an id that is none", 400, "invalid-field", () -> fan.client.get("/api/contracts/intents/1"));
        when("an unknown payment", 404, "unknown-payment", () -> fan.client.get("/api/payments/" + unknown));
        when(
                "minting for an unknown payment",
                404,
                "unknown-payment",
                () -> fan.client.post("/api/contracts/mint-tk", Map.of("paymentId", unknown.toString())));
        when(
                "minting for an open payment",
                409,
                "payment-not-settled",
                () -> fan.client.post(
                        "/api/contracts/mint-tk",
                        Map.of(
                                "paymentId",
                                fan.client
                                        .post("/api/payments", Map.of("amount", "3"))
                                        .get("paymentId"))));
        when(
                "an unknown gateway",
                404,
                "unknown-provider",
                () -> house.client().postText("/api/webhooks/payments/nobody", "x"));
        when(
                "another creator's earnings",
                403,
                "forbidden",
                () -> fan.client.get("/api/creators/" + creator.address() + "/earnings"));
    }

    private void queries() {
        when("an unknown parameter", 400, "unknown-field", () -> fan.client.get("/api/contracts/intents?colour=red"));
        when("a parameter twice", 400, "invalid-field", () -> fan.client.get("/api/contracts/intents?limit=1&limit=2"));
        when("a limit of nothing", 400, "invalid-field", () -> fan.client.get("/api/contracts/intents?limit=0"));
        when("a limit too high", 400, "invalid-field", () -> fan.client.get("/api/contracts/intents?limit=101"));
        when("an unknown status", 400, "invalid-field", () -> fan.client.get("/api/contracts/intents?status=lost"));
        when("a foreign cursor", 400, "invalid-cursor", () -> fan.client.get("/api/contracts/intents?cursor=x"));
        when("a foreign cursor of statements", 400, "invalid-cursor", () -> fan.client.get("/api/statements?cursor=x"));
        when("no moment", 400, "invalid-field", () -> fan.client.get("/api/statements?from=yesterday"));
        when("nothing to look for", 400, "missing-field", () -> fan.client.get("/api/contracts/typed-data/clap"));
    }

    // ---- requests that are right but for one thing

    private static Client.Reply clap(Consumer<Map<String, Object>> change) {
        Map<String, Object> body = fan.intent(Token.TKI, creator, "1");
        change.accept(body);
        return fan.client.post(CLAP, body);
    }

    private static Map<String, Object> to(Address address, String amount) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("creatorAddress", address.toString());
        body.put("amount", amount);
        body.put("delegation", fan.signed(fan.once(Token.TKI, address, Wei.parseTokens(amount))));
        return body;
    }

    private static Client.Reply timed(long after, long until) {
        Authorization terms = new Authorization(
                fan.address(),
                Token.TKI,
                creator.address(),
                Wei.ofTokens(1),
                Wei.ofTokens(1),
                after,
                until,
                Authorization.oneTimeSalt(0, 9));
        return clap(body -> body.put("delegation", fan.signed(terms)));
    }

    private static long now() {
        return house.clock.instant().getEpochSecond();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> message(Map<String, Object> signed) {
        return (Map<String, Object>) signed.get("authorization");
    }

    private static Client.Reply signup(Wallet wallet, String email, Map<String, Object> changes) {
        Map<String, Object> body = new LinkedHashMap<>(Person.signUp(house, wallet, email.replace(" ", "%20"), "user"));
        body.put("email", email);
        body.putAll(changes);
        return house.client().post("/api/auth/signup", body);
    }
}
