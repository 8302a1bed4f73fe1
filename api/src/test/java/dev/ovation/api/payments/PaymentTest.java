package dev.ovation.api.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.api.testing.Client;
import dev.ovation.api.testing.PaperGateway;
import dev.ovation.api.testing.Person;
import dev.ovation.api.testing.TestHouse;
import dev.ovation.core.account.ActorType;
import dev.ovation.core.screening.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Fiat becomes TK: opened, reported, screened, minted once. */
final class PaymentTest {

    private static final String WEBHOOK = "/api/webhooks/payments/" + PaperGateway.NAME;
    private TestHouse house;
    private Person fan;
    private String payment;

    @BeforeEach
    void anOpenPayment() {
        house = TestHouse.open();
        fan = Person.fan(house);
        Client.Reply opened = fan.client.post("/api/payments", Map.of("amount", "100"));
        assertThat(opened.status()).isEqualTo(201);
        assertThat(opened.get("checkoutUrl")).startsWith("https://pay.example/");
        assertThat(opened.header("Location")).contains("/api/payments/" + opened.get("paymentId"));
        payment = opened.get("paymentId");
    }

    @AfterEach
    void close() {
        house.close();
    }

    private Client.Reply report(Instant at, String body) {
        return house.client()
                .with("Paper-Signature", PaperGateway.signature(at, body))
                .postText(WEBHOOK, body);
    }

    private Client.Reply mint() {
        return fan.client.post("/api/contracts/mint-tk", Map.of("paymentId", payment));
    }

    @Test
    void aSettledPaymentIsMintedOnceHoweverOftenItIsReportedAndAskedFor() {
        house.workersStopped = true;
        assertThat(mint().code()).isEqualTo("payment-not-settled");
        String body = PaperGateway.paid(payment, "100");
        assertThat(report(house.clock.instant(), body).status()).isEqualTo(200);
        assertThat(report(house.clock.instant(), body).status()).isEqualTo(200);
        house.workersStopped = false;

        Client.Reply minted = mint();

        assertThat(minted.status()).as(minted.text()).isEqualTo(200);
        assertThat(minted.get("payment.state")).isEqualTo("minted");
        assertThat(minted.get("payment.transactionHash")).startsWith("0x");
        assertThat(mint().status()).isEqualTo(200);
        assertThat(fan.client.get("/api/contracts/balances").get("tk")).isEqualTo("100");
        assertThat(fan.client.get("/api/payments").json().path("items")).hasSize(1);
    }

    @Test
    void forgedAndStaleReportsChangeNothing() {
        String body = PaperGateway.paid(payment, "100");
        assertThat(house.client().postText(WEBHOOK, body).code()).isEqualTo("invalid-webhook-signature");
        assertThat(house.client()
                        .with("Paper-Signature", PaperGateway.signature(house.clock.instant(), "another body"))
                        .postText(WEBHOOK, body)
                        .code())
                .isEqualTo("invalid-webhook-signature");
        assertThat(report(house.clock.instant().minus(Duration.ofHours(1)), body)
                        .code())
                .isEqualTo("stale-webhook");
        assertThat(fan.client.get("/api/payments/" + payment).get("state")).isEqualTo("opened");
    }

    @Test
    void aHeldPaymentWaitsForComplianceWithoutTellingWhy() {
        house.screening = Verdict.HOLD;
        report(house.clock.instant(), PaperGateway.paid(payment, "100"));
        Client.Reply held = mint();
        assertThat(held.status()).isEqualTo(202);
        assertThat(held.text()).doesNotContain("as the test says");

        Person compliance = Person.staff(house, ActorType.COMPLIANCE);
        Client.Reply waiting = compliance.client.get("/api/admin/payments/held");
        assertThat(waiting.json().path("items").get(0).path("reason").asString())
                .isEqualTo("as the test says");
        String path = "/api/admin/payments/" + payment + "/decision";
        Map<String, String> clear = Map.of("decision", "clear", "reason", "known customer");
        assertThat(compliance.client.post(path, clear).status()).isEqualTo(200);
        assertThat(compliance.client.post(path, clear).code()).isEqualTo("not-held");
        assertThat(mint().status()).isEqualTo(200);
    }

    @Test
    void aPaymentOfAnotherAmountIsHeldAndMintedAtWhatCame() {
        report(house.clock.instant(), PaperGateway.paid(payment, "10"));
        assertThat(mint().status()).isEqualTo(202);
        Person compliance = Person.staff(house, ActorType.COMPLIANCE);
        JsonNode waiting = compliance
                .client
                .get("/api/admin/payments/held")
                .json()
                .path("items")
                .get(0);
        assertThat(waiting.path("payment").path("amount").asString()).isEqualTo("10");
        assertThat(waiting.path("reason").asString()).contains("100 was opened");

        String path = "/api/admin/payments/" + payment + "/decision";
        assertThat(compliance
                        .client
                        .post(path, Map.of("decision", "clear", "reason", "agreed"))
                        .status())
                .isEqualTo(200);
        assertThat(mint().status()).isEqualTo(200);
        assertThat(fan.client.get("/api/contracts/balances").get("tk")).isEqualTo("10");
    }

    @Test
    void aRejectedPaymentIsNotMinted() {
        house.screening = Verdict.REJECT;
        report(house.clock.instant(), PaperGateway.paid(payment, "100"));
        assertThat(mint().code()).isEqualTo("payment-rejected");
        assertThat(fan.client.get("/api/contracts/balances").get("tk")).isEqualTo("0");
    }

    @Test
    void otherPeoplesPaymentsDontExist() {
        Person other = Person.fan(house);
        assertThat(other.client.get("/api/payments/" + payment).code()).isEqualTo("unknown-payment");
        assertThat(other.client
                        .post("/api/contracts/mint-tk", Map.of("paymentId", payment))
                        .code())
                .isEqualTo("unknown-payment");
    }
}
