package dev.ovation.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.api.testing.Client;
import dev.ovation.api.testing.Eventually;
import dev.ovation.api.testing.Person;
import dev.ovation.api.testing.TestHouse;
import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.value.Wei;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same key gives the same answer; another body under it gives none. */
final class AnswerOnceTest {

    private static final String CLAP = "/api/contracts/clap";
    private static final String WITHDRAW = "/api/contracts/withdraw";
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
    void aFan() {
        fan = Person.fan(house);
        fan.owns(Token.TKI, 10);
    }

    @Test
    void aRepeatedClapIsAnsweredAgainAndTakenOnce() {
        Map<String, Object> body = fan.intent(Token.TKI, creator, "1");
        Client keyed = fan.client.with("Idempotency-Key", "clap-1");

        Client.Reply first = keyed.post(CLAP, body);
        Client.Reply second = keyed.post(CLAP, body);

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.header("Idempotency-Replayed")).contains("true");
        assertThat(second.header("Content-Type")).isEqualTo(first.header("Content-Type"));
        assertThat(fan.client.get("/api/contracts/balances").get("tki")).isEqualTo("9");
    }

    @Test
    void aRefusalIsRepeatedAsWell() {
        Map<String, Object> body = fan.intent(Token.TKI, creator, "11");
        Client keyed = fan.client.with("Idempotency-Key", "too-much");
        Client.Reply first = keyed.post(CLAP, body);
        fan.owns(Token.TKI, 10);

        Client.Reply second = keyed.post(CLAP, body);

        assertThat(first.code()).isEqualTo("insufficient-balance");
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.header("Content-Type")).contains("application/problem+json");
    }

    @Test
    void anotherBodyOrRouteUnderAKeyIsRefused() {
        Client keyed = fan.client.with("Idempotency-Key", "one-key");
        Map<String, Object> body = fan.intent(Token.TKI, creator, "1");
        assertThat(keyed.post(CLAP, body).status()).isEqualTo(201);

        assertThat(keyed.post(CLAP, fan.intent(Token.TKI, creator, "2")).code()).isEqualTo("idempotency-key-reused");
        assertThat(keyed.post("/api/contracts/gift", body).code()).isEqualTo("idempotency-key-reused");
    }

    @Test
    void twoFansMayUseTheSameKey() {
        Person other = Person.fan(house);
        other.owns(Token.TKI, 1);
        assertThat(fan.client
                        .with("Idempotency-Key", "k")
                        .post(CLAP, fan.intent(Token.TKI, creator, "1"))
                        .status())
                .isEqualTo(201);
        assertThat(other.client
                        .with("Idempotency-Key", "k")
                        .post(CLAP, other.intent(Token.TKI, creator, "1"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void whileARequestIsAnsweredItsKeyIsInUse() {
        Map<String, Object> body = fan.intent(Token.TKI, creator, "1");
        Client keyed = fan.client.with("Idempotency-Key", "slow");
        house.chain.holdBack();
        CompletableFuture<Client.Reply> first = CompletableFuture.supplyAsync(() -> keyed.post(CLAP, body));
        try {
            assertThat(Eventually.holds(() -> fan.client
                            .get("/api/contracts/balances")
                            .get("reserved.tki")
                            .equals("1")))
                    .isTrue();
            assertThat(keyed.post(CLAP, body).code()).isEqualTo("idempotency-key-in-use");
        } finally {
            house.chain.letThrough();
        }
        assertThat(first.join().status()).isEqualTo(201);
        assertThat(keyed.post(CLAP, body).text()).isEqualTo(first.join().text());
    }

    @Test
    void aClapWhoseServerDiedBeforeItsAnswerIsNotTakenAgain() {
        Authorization cap = fan.standing(Token.TKI, Wei.ofTokens(10), Wei.ofTokens(10));
        Map<String, Object> body =
                Map.of("creatorAddress", creator.address().toString(), "amount", "1", "delegation", fan.signed(cap));
        Client keyed = fan.client.with("Idempotency-Key", "dead");
        Client.Reply lost = keyed.post(CLAP, body);
        house.forgetAnswers();

        Client.Reply repeated = keyed.post(CLAP, body);

        assertThat(lost.status()).isEqualTo(201);
        assertThat(repeated.status()).as(repeated.text()).isEqualTo(201);
        assertThat(repeated.get("intentId")).isEqualTo(lost.get("intentId"));
        assertThat(fan.client.get("/api/contracts/balances").get("tki")).isEqualTo("9");
    }

    /** The next withdrawal has another id, so that the signature fits it no more. */
    @Test
    void aWithdrawalWhoseServerDiedBeforeItsAnswerIsAnsweredAndRequestedOnce() {
        Person earner = Person.creator(house);
        earner.owns(Token.TK, 10);
        Map<String, Object> body = earner.withdrawal("5");
        Client keyed = earner.client.with("Idempotency-Key", "dead-withdrawal");
        Client.Reply lost = keyed.post(WITHDRAW, body);
        house.forgetAnswers();

        Client.Reply repeated = keyed.post(WITHDRAW, body);

        assertThat(lost.status()).as(lost.text()).isEqualTo(202);
        assertThat(repeated.status()).as(repeated.text()).isEqualTo(202);
        assertThat(repeated.get("withdrawalId")).isEqualTo(lost.get("withdrawalId"));
        assertThat(earner.client.get("/api/contracts/withdrawals").json().path("items"))
                .hasSize(1);
    }

    @Test
    void aSignatureUnderAnotherAmountFindsNoEarlierWithdrawal() {
        Person earner = Person.creator(house);
        earner.owns(Token.TK, 10);
        Map<String, Object> body = earner.withdrawal("5");
        assertThat(earner.client.post(WITHDRAW, body).status()).isEqualTo(202);
        Map<String, Object> more = new HashMap<>(body);
        more.put("amount", "6");
        Client keyed = earner.client.with("Idempotency-Key", "more");
        assertThat(keyed.post(WITHDRAW, more).code()).isEqualTo("invalid-signature");
        house.forgetAnswers();

        assertThat(keyed.post(WITHDRAW, more).code()).isEqualTo("invalid-signature");
    }

    @Test
    void aPaymentWhoseServerDiedBeforeItsAnswerHasOneCheckout() {
        Client keyed = fan.client.with("Idempotency-Key", "dead-payment");
        Map<String, Object> body = Map.of("amount", "20");
        Client.Reply lost = keyed.post("/api/payments", body);
        house.forgetAnswers();

        Client.Reply repeated = keyed.post("/api/payments", body);

        assertThat(lost.status()).as(lost.text()).isEqualTo(201);
        assertThat(repeated.status()).as(repeated.text()).isEqualTo(201);
        assertThat(repeated.get("paymentId")).isEqualTo(lost.get("paymentId"));
        assertThat(repeated.get("checkoutUrl")).isEqualTo(lost.get("checkoutUrl"));
        assertThat(fan.client.get("/api/payments").json().path("items")).hasSize(1);
    }

    @Test
    void whoeverTakesOverFromASlowServerJoinsItsClap() {
        Authorization cap = fan.standing(Token.TKI, Wei.ofTokens(10), Wei.ofTokens(10));
        Map<String, Object> body =
                Map.of("creatorAddress", creator.address().toString(), "amount", "1", "delegation", fan.signed(cap));
        Client keyed = fan.client.with("Idempotency-Key", "slow-and-late");
        house.chain.holdBack();
        CompletableFuture<Client.Reply> first = CompletableFuture.supplyAsync(() -> keyed.post(CLAP, body));
        CompletableFuture<Client.Reply> second;
        try {
            assertThat(Eventually.holds(() -> fan.client
                            .get("/api/contracts/balances")
                            .get("reserved.tki")
                            .equals("1")))
                    .as(() -> first.isDone() ? first.join().text() : "not answered")
                    .isTrue();
            house.forgetAnswers();
            second = CompletableFuture.supplyAsync(() -> keyed.post(CLAP, body));
            assertThat(Eventually.holds(house::answersAKey)).isTrue();
        } finally {
            house.chain.letThrough();
        }
        assertThat(second.join().get("intentId")).isEqualTo(first.join().get("intentId"));
        assertThat(fan.client.get("/api/contracts/balances").get("tki")).isEqualTo("9");
    }

    @Test
    void whatWasUnavailableMayBeTriedAgainUnderItsKey() {
        Map<String, Object> body = fan.intent(Token.TKI, creator, "1");
        Client keyed = fan.client.with("Idempotency-Key", "again");
        house.chain.cutOff(true);
        Client.Reply first;
        try {
            first = keyed.post(CLAP, body);
        } finally {
            house.chain.cutOff(false);
        }
        assertThat(first.code()).isEqualTo("dependency-unavailable");
        assertThat(keyed.post(CLAP, body).status()).isEqualTo(201);
    }
}
