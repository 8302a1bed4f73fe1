package dev.ovation.acceptance.simulation;

import dev.ovation.core.value.Wei;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A fan, a creator or one of the staff, at the API. */
public final class Person {

    public final Wallet wallet;
    private final URI api;
    private final String email;
    private volatile String token = "";

    Person(URI api, String email, Wallet wallet) {
        this.api = api;
        this.email = email;
        this.wallet = wallet;
    }

    /** The same person at another server. */
    public Person at(URI server) {
        Person there = new Person(server, email, wallet);
        there.token = token;
        return there;
    }

    String email() {
        return email;
    }

    Person signUp(String actorType) {
        token = askToSignUp(actorType).expect(201).get("token").asString();
        return this;
    }

    Person logIn() {
        token = Insist.on("logging in", this::askToLogIn)
                .expect(200)
                .get("token")
                .asString();
        return this;
    }

    /** Signs up however often it takes: where an answer is lost, the account may be there already. */
    Person join(String actorType) {
        Http.Answer joined = Insist.on("signing up", () -> {
            Http.Answer signedUp = askToSignUp(actorType);
            return signedUp.code().equals("email-taken") ? askToLogIn() : signedUp;
        });
        token = joined.text("token");
        if (token.isEmpty()) {
            throw new AssertionError("signing up was refused: " + joined);
        }
        return this;
    }

    private Http.Answer askToSignUp(String actorType) {
        Http.Answer message = Http.get(
                api.resolve("/api/auth/wallet-message?email=" + email + "&walletAddress=" + wallet.checksummed()),
                Map.of());
        if (!message.is(200)) {
            return message;
        }
        return Http.post(
                api.resolve("/api/auth/signup"),
                Map.of(
                        "email",
                        email,
                        "password",
                        House.PASSWORD,
                        "walletAddress",
                        wallet.checksummed(),
                        "actorType",
                        actorType,
                        "walletSignature",
                        wallet.signText(message.text("message"))),
                Map.of());
    }

    private Http.Answer askToLogIn() {
        return Http.post(api.resolve("/api/auth/login"), Map.of("email", email, "password", House.PASSWORD), Map.of());
    }

    private Map<String, String> authorized() {
        return Map.of("Authorization", "Bearer " + token);
    }

    public Http.Answer get(String path) {
        return Http.get(api.resolve(path), authorized());
    }

    public Http.Answer post(String path, Object body) {
        return Http.post(api.resolve(path), body, authorized());
    }

    public Http.Answer post(String path, Object body, String idempotencyKey) {
        return Http.post(
                api.resolve(path), body, Map.of("Authorization", "Bearer " + token, "Idempotency-Key", idempotencyKey));
    }

    public Http.Answer post(String path, Object body, String idempotencyKey, String prefer) {
        return Http.post(
                api.resolve(path),
                body,
                Map.of("Authorization", "Bearer " + token, "Idempotency-Key", idempotencyKey, "Prefer", prefer));
    }

    Http.Answer delete(String path) {
        return Http.delete(api.resolve(path), authorized());
    }

    Http.Answer delete(String path, Object body) {
        return Http.delete(api.resolve(path), body, authorized());
    }

    /** At a server other than the API. */
    public Http.Answer postTo(URI server, String path) {
        return Http.post(server.resolve(path), Map.of(), authorized());
    }

    /** What the server proposes to sign, or its refusal. */
    public Http.Answer toSign(String what, String query) {
        return get("/api/contracts/typed-data/" + what + "?" + query);
    }

    public Map<String, Object> signedDelegation(JsonNode toSign) {
        JsonNode payload = toSign.get("typedData");
        return Map.of("authorization", payload.get("message"), "signature", wallet.signTypedData(payload));
    }

    /** The body of one clap or gift. */
    public static Map<String, Object> intent(Person creator, Wei amount, Object delegation) {
        return Map.of(
                "creatorAddress", creator.wallet.checksummed(), "amount", amount.toTokens(), "delegation", delegation);
    }

    /** All pages of a list, from a server that is well, or will be soon. */
    public List<JsonNode> all(String path) {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            String asked = path + (path.contains("?") ? "&" : "?") + "limit=100"
                    + (cursor.isEmpty() ? "" : "&cursor=" + cursor);
            JsonNode page = Insist.on("a page", () -> get(asked)).expect(200);
            page.get("items").forEach(items::add);
            cursor = page.path("nextCursor").asString("");
        } while (!cursor.isEmpty());
        return items;
    }

    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
