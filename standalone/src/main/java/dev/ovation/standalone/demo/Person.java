package dev.ovation.standalone.demo;

import dev.ovation.core.value.Wei;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A fan or creator with a wallet, signed up at the API. */
final class Person {

    private final String name;
    private final Wallet wallet;
    private final String api;
    private String token = "";

    Person(String name, String api) {
        this.name = name;
        this.wallet = Wallet.create();
        this.api = api;
    }

    String name() {
        return name;
    }

    Wallet wallet() {
        return wallet;
    }

    void signUp(String actorType) {
        String email = name.toLowerCase(Locale.ROOT).replace(' ', '.') + "@example.com";
        JsonNode message = Http.get(
                        api + "/api/auth/wallet-message?email=" + email + "&walletAddress=" + wallet.checksummed(),
                        Map.of())
                .expect(200);
        token = Http.post(
                        api + "/api/auth/signup",
                        Map.of(
                                "email",
                                email,
                                "password",
                                "correct horse battery staple",
                                "walletAddress",
                                wallet.checksummed(),
                                "actorType",
                                actorType,
                                "walletSignature",
                                wallet.signText(message.get("message").asString())),
                        Map.of())
                .expect(201)
                .get("token")
                .asString();
    }

    JsonNode get(String path) {
        return Http.get(api + path, Map.of("Authorization", "Bearer " + token)).expect(200);
    }

    Http.Answer post(String path, Object body) {
        return Http.post(
                api + path,
                body,
                Map.of(
                        "Authorization",
                        "Bearer " + token,
                        "Idempotency-Key",
                        UUID.randomUUID().toString()));
    }

    Http.Answer delete(String path) {
        return Http.delete(api + path, Map.of("Authorization", "Bearer " + token));
    }

    Http.Answer postRaw(String path, String body) {
        return Http.postRaw(
                api + path,
                body,
                Map.of(
                        "Authorization",
                        "Bearer " + token,
                        "Idempotency-Key",
                        UUID.randomUUID().toString()));
    }

    Balances balances() {
        JsonNode balances = get("/api/contracts/balances");
        return new Balances(
                Wei.parseTokens(balances.get("tk").asString()),
                Wei.parseTokens(balances.get("tki").asString()),
                Long.parseLong(balances.get("index").asString()));
    }

    record Balances(Wei tk, Wei tki, long index) {
        static final Balances NONE = new Balances(Wei.ZERO, Wei.ZERO, 0);
    }
}
