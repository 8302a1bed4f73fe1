package dev.ovation.api.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.api.testing.Client;
import dev.ovation.api.testing.Eventually;
import dev.ovation.api.testing.Person;
import dev.ovation.api.testing.TestHouse;
import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Claps and gifts as clients see them. */
final class ClapTest {

    private static TestHouse house;
    private static Person creator;
    private Person fan;

    @BeforeAll
    static void open() {
        house = TestHouse.open();
        creator = Person.creator(house);
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @BeforeEach
    void aFanWithMoney() {
        fan = Person.fan(house);
        fan.owns(Token.TKI, 100);
        fan.owns(Token.TK, 50);
    }

    @Test
    void aClapIsAnsweredWhenItsInterestIsInEscrow() {
        Client.Reply reply = fan.client.post("/api/contracts/clap", fan.intent(Token.TKI, creator, "12.5"));

        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        assertThat(reply.get("intent.state")).isEqualTo("submitted");
        assertThat(reply.get("intent.amount")).isEqualTo("12.5");
        assertThat(reply.get("intent.token")).isEqualTo("TKI");
        assertThat(reply.get("intent.kind")).isEqualTo("clap");
        assertThat(reply.get("intent.intentId")).isEqualTo(reply.get("intentId"));
        assertThat(reply.get("intent.chainIntentId")).matches("0x[0-9a-f]{36}");
        assertThat(reply.get("intent.transactionHash")).matches("0x[0-9a-f]{64}");
        Client.Reply balances = fan.client.get("/api/contracts/balances");
        assertThat(balances.get("tki")).isEqualTo("87.5");
        assertThat(balances.get("available.tki")).isEqualTo("87.5");
        assertThat(balances.get("reserved.tki")).isEqualTo("0");
    }

    @Test
    void aGiftTakesTheStableToken() {
        Client.Reply reply = fan.client.post("/api/contracts/gift", fan.intent(Token.TK, creator, "10"));

        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        assertThat(reply.get("intent.token")).isEqualTo("TK");
        assertThat(fan.client.get("/api/contracts/balances").get("tk")).isEqualTo("40");
    }

    @Test
    void whatTypedDataGivesCanBeSignedAndPostedBack() {
        Client.Reply toSign =
                fan.client.get("/api/contracts/typed-data/clap?amount=3&creatorAddress=" + creator.address());
        assertThat(toSign.status()).as(toSign.text()).isEqualTo(200);
        JsonNode message = toSign.json().path("typedData").path("message");
        Authorization terms = terms(message);
        assertThat(terms.creator()).isEqualTo(creator.address());
        String body = toSign.json()
                .path("submit")
                .path("body")
                .toString()
                .replace(ToSign.SIGNATURE, fan.wallet.sign(house.typedData.authorizationDigest(terms)));

        Client.Reply reply =
                fan.client.with("Content-Type", "application/json").postText(toSign.get("submit.path"), body);

        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        assertThat(reply.get("intent.amount")).isEqualTo("3");
    }

    @Test
    void payloadsThatAreAskedForSideBySideHaveNoncesOfTheirOwn() {
        String path = "/api/contracts/typed-data/clap?amount=1&creatorAddress=" + creator.address();
        assertThat(List.of(salt(path), salt(path), salt(path))).doesNotHaveDuplicates();
    }

    private String salt(String path) {
        return fan.client.get(path).get("typedData.message.salt");
    }

    private static Authorization terms(JsonNode message) {
        return new Authorization(
                Address.of(message.path("owner").asString()),
                Token.TKI,
                Address.of(message.path("creator").asString()),
                Wei.ofWei(message.path("cap").asString()),
                Wei.ofWei(message.path("capPerIntent").asString()),
                Long.parseLong(message.path("validAfter").asString()),
                Long.parseLong(message.path("validUntil").asString()),
                new BigInteger(message.path("salt").asString()));
    }

    @Test
    void aBundleGivesToSeveralUnderOneSignature() {
        Person second = Person.creator(house);
        Authorization terms = fan.once(Token.TKI, Address.ZERO, Wei.ofTokens(30));
        Map<String, Object> body = Map.of(
                "claps",
                List.of(
                        Map.of("creatorAddress", creator.address().toString(), "amount", "10"),
                        Map.of("creatorAddress", second.address().toString(), "amount", "20", "contentRef", "video-9")),
                "delegation",
                fan.signed(terms));

        Client.Reply reply = fan.client.post("/api/contracts/clap", body);

        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        assertThat(reply.json().path("intentIds")).hasSize(2);
        assertThat(reply.json().path("intents").get(1).path("contentRef").asString())
                .isEqualTo("video-9");
        assertThat(fan.client.get("/api/contracts/balances").get("tki")).isEqualTo("70");
        assertThat(house.client().get("/api/content/video-9/totals").get("claps.amount"))
                .isEqualTo("20");
    }

    @Test
    void aRegisteredAuthorizationNeedsNoNewSignature() {
        Authorization terms = fan.standing(Token.TKI, Wei.ofTokens(25), Wei.ofTokens(10));
        Client.Reply registered = fan.client.post("/api/delegations", fan.signed(terms));
        assertThat(registered.status()).as(registered.text()).isEqualTo(201);
        Map<String, Object> clap = new LinkedHashMap<>();
        clap.put("creatorAddress", creator.address().toString());
        clap.put("amount", "10");
        clap.put("delegation", Map.of("hash", registered.get("hash")));

        assertThat(fan.client.post("/api/contracts/clap", clap).status()).isEqualTo(201);
        assertThat(fan.client.post("/api/contracts/clap", clap).status()).isEqualTo(201);
        assertThat(fan.client.post("/api/contracts/clap", clap).code()).isEqualTo("over-cap");
        assertThat(fan.client
                        .delete("/api/delegations/" + registered.get("hash"))
                        .status())
                .isEqualTo(200);
        assertThat(fan.client.post("/api/contracts/clap", clap).code()).isEqualTo("authorization-revoked");
    }

    @Test
    void whoPrefersNotToWaitIsAnsweredAsSoonAsTheClapIsDurable() {
        house.chain.holdBack();
        try {
            Client.Reply reply = fan.client
                    .with("Prefer", "respond-async")
                    .post("/api/contracts/clap", fan.intent(Token.TKI, creator, "1"));

            assertThat(reply.status()).as(reply.text()).isEqualTo(202);
            assertThat(reply.get("intent.state")).isEqualTo("pending");
            assertThat(reply.header("Preference-Applied")).contains("respond-async");
            assertThat(fan.client.get("/api/contracts/balances").get("reserved.tki"))
                    .isEqualTo("1");
        } finally {
            house.chain.letThrough();
        }
    }

    @Test
    void aClapThatTheChainRefusesSaysWhy() {
        Map<String, Object> body = fan.intent(Token.TKI, creator, "60");
        house.chain.holdBack();
        Client.Reply pending = fan.client.with("Prefer", "respond-async").post("/api/contracts/clap", body);
        assertThat(pending.status()).isEqualTo(202);
        house.chain.take(fan.address(), Token.TKI, Wei.ofTokens(90));
        house.chain.letThrough();

        String id = pending.get("intentId");
        assertThat(Eventually.holds(() -> !fan.client
                        .get("/api/contracts/intents/" + id)
                        .get("state")
                        .equals("pending")))
                .isTrue();
        Client.Reply failed = fan.client.get("/api/contracts/intents/" + id);
        assertThat(failed.get("state")).isEqualTo("failed");
        assertThat(failed.get("reason")).isEqualTo("InsufficientBalance");
        assertThat(fan.client.get("/api/contracts/balances").get("reserved.tki"))
                .isEqualTo("0");
    }

    @Test
    void aBatchThatTheContractRefusesIsARefusalWithTheContractsReason() {
        house.chain.refuseAll("NotARelayer");
        try {
            Client.Reply reply = fan.client.post("/api/contracts/clap", fan.intent(Token.TKI, creator, "1"));

            assertThat(reply.status()).isEqualTo(422);
            assertThat(reply.code()).isEqualTo("refused-on-chain");
            assertThat(reply.get("detail")).contains("NotARelayer");
        } finally {
            house.chain.refuseAll("");
        }
    }

    @Test
    void aPausedContractIsUnavailableForAWhile() {
        house.chain.refuseAll("EnforcedPause");
        try {
            Client.Reply reply = fan.client.post("/api/contracts/clap", fan.intent(Token.TKI, creator, "1"));

            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.code()).isEqualTo("paused");
            assertThat(reply.header("Retry-After")).isPresent();
        } finally {
            house.chain.refuseAll("");
        }
    }

    @Test
    void aSubmittedClapCanBeTakenBackOnce() {
        String id = fan.client
                .post("/api/contracts/clap", fan.intent(Token.TKI, creator, "4"))
                .get("intentId");

        Client.Reply cancelled = fan.client.delete("/api/contracts/intents/" + id);

        assertThat(cancelled.status()).as(cancelled.text()).isEqualTo(200);
        assertThat(cancelled.get("state")).isEqualTo("cancelled");
        assertThat(fan.client.get("/api/contracts/balances").get("tki")).isEqualTo("100");
        assertThat(fan.client.delete("/api/contracts/intents/" + id).get("state"))
                .isEqualTo("cancelled");
    }

    @Test
    void listsPageThroughWhatOneGaveAndWhatOneReceives() {
        for (int i = 0; i < 3; i++) {
            assertThat(fan.client
                            .post("/api/contracts/clap", fan.intent(Token.TKI, creator, "1"))
                            .status())
                    .isEqualTo(201);
        }
        Client.Reply first = fan.client.get("/api/contracts/intents?kind=clap&status=submitted&limit=2");
        assertThat(first.json().path("items")).hasSize(2);
        Client.Reply second = fan.client.get("/api/contracts/intents?limit=2&cursor=" + first.get("nextCursor"));
        assertThat(second.json().path("items")).hasSize(1);
        assertThat(second.json().has("nextCursor")).isFalse();
        assertThat(creator.client
                        .get("/api/contracts/intents?role=creator&limit=100")
                        .text())
                .contains(first.json().path("items").get(0).path("intentId").asString());
    }
}
