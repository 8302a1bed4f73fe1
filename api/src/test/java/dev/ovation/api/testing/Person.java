package dev.ovation.api.testing;

import dev.ovation.core.account.ActorType;
import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/** Somebody with an account, a wallet and a client that is logged in. */
public final class Person {

    public static final String PASSWORD = "correct horse battery staple";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final TestHouse house;
    private final AtomicLong nonce = new AtomicLong();
    public final Wallet wallet;
    public final String email;
    public final String token;
    public final String refreshToken;
    public final Client client;

    private Person(TestHouse house, Wallet wallet, String email, Client.Reply session) {
        this.house = house;
        this.wallet = wallet;
        this.email = email;
        this.token = session.get("token");
        this.refreshToken = session.get("refreshToken");
        this.client = house.client().bearing(token);
    }

    public static Person fan(TestHouse house) {
        return signedUp(house, "user");
    }

    public static Person creator(TestHouse house) {
        return signedUp(house, "creator");
    }

    public static Person staff(TestHouse house, ActorType type) {
        int number = COUNT.incrementAndGet();
        Wallet wallet = Wallet.numbered(number);
        String email = "staff" + number + "@example.org";
        house.appointStaff.appoint(email, PASSWORD, wallet.address(), type);
        return new Person(
                house,
                wallet,
                email,
                house.client().post("/api/auth/login", Map.of("email", email, "password", PASSWORD)));
    }

    private static Person signedUp(TestHouse house, String actorType) {
        int number = COUNT.incrementAndGet();
        Wallet wallet = Wallet.numbered(number);
        String email = actorType + number + "@example.org";
        Client.Reply reply = house.client().post("/api/auth/signup", signUp(house, wallet, email, actorType));
        if (reply.status() != 201) {
            throw new IllegalStateException("sign-up failed: " + reply);
        }
        return new Person(house, wallet, email, reply);
    }

    /** The body of a sign-up. */
    public static Map<String, Object> signUp(TestHouse house, Wallet wallet, String email, String actorType) {
        String message = house.client()
                .get("/api/auth/wallet-message?email=" + email + "&walletAddress=" + wallet.address())
                .get("message");
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("email", email);
        body.put("password", PASSWORD);
        body.put("walletAddress", wallet.address().toString());
        body.put("actorType", actorType);
        body.put("walletSignature", wallet.signText(message));
        return body;
    }

    public Address address() {
        return wallet.address();
    }

    public void owns(Token token, long tokens) {
        house.chain.give(address(), token, Wei.ofTokens(tokens));
    }

    // ---- what this person signs

    /** A one-time authorization for one creator. */
    public Authorization once(Token token, Address creator, Wei cap) {
        return new Authorization(
                address(), token, creator, cap, cap, 0, later(), Authorization.oneTimeSalt(0, nonce.getAndIncrement()));
    }

    public Authorization standing(Token token, Wei cap, Wei perIntent) {
        BigInteger salt = Authorization.standingSalt(0, nonce.getAndIncrement());
        return new Authorization(address(), token, Address.ZERO, cap, perIntent, 0, later(), salt);
    }

    private long later() {
        return house.clock.instant().getEpochSecond() + 3600;
    }

    /** Terms and signature as the API takes them. */
    public Map<String, Object> signed(Authorization terms) {
        Map<String, Object> signed = new LinkedHashMap<>();
        signed.put("authorization", message(terms));
        signed.put("signature", wallet.sign(house.typedData.authorizationDigest(terms)));
        return signed;
    }

    public static Map<String, Object> message(Authorization terms) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("owner", terms.owner().toString());
        message.put("token", TestHouse.DEPLOYMENT.addressOf(terms.token()).toString());
        message.put("creator", terms.creator().toString());
        message.put("cap", terms.cap().toString());
        message.put("capPerIntent", terms.capPerIntent().toString());
        message.put("validAfter", String.valueOf(terms.validAfter()));
        message.put("validUntil", String.valueOf(terms.validUntil()));
        message.put("salt", terms.salt().toString());
        return message;
    }

    /** The body of a clap or gift of so many whole tokens. */
    public Map<String, Object> intent(Token token, Person creator, String amount) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("creatorAddress", creator.address().toString());
        body.put("amount", amount);
        body.put("delegation", signed(once(token, creator.address(), Wei.parseTokens(amount))));
        return body;
    }

    /** The body of a withdrawal of so many TK: the next one, signed. */
    public Map<String, Object> withdrawal(String amount) {
        JsonNode message = client.get("/api/contracts/typed-data/withdrawal?amount=" + amount + "&destination=DE89")
                .json()
                .path("typedData")
                .path("message");
        Bytes32 id = Bytes32.of(message.path("withdrawalId").asString());
        return Map.of(
                "amount",
                amount,
                "destination",
                "DE89",
                "signature",
                wallet.sign(house.typedData.withdrawalDigest(address(), Wei.parseTokens(amount), id)));
    }
}
