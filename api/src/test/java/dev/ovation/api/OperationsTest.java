package dev.ovation.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.api.testing.Client;
import dev.ovation.api.testing.Eventually;
import dev.ovation.api.testing.Person;
import dev.ovation.api.testing.TestHouse;
import dev.ovation.core.ledger.Token;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Health, metrics, lost dependencies, and the way out. */
final class OperationsTest {

    private TestHouse house;

    @BeforeEach
    void open() {
        house = TestHouse.open();
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void readinessFollowsWhatIsNeededAndHealthDoesNot() {
        assertThat(house.client().get("/ready").status()).isEqualTo(200);
        house.chain.cutOff(true);
        Client.Reply notReady = house.client().get("/ready");
        assertThat(notReady.status()).isEqualTo(503);
        assertThat(notReady.get("dependencies.chain")).isEqualTo("down");
        assertThat(notReady.get("dependencies.mongodb")).isEqualTo("up");
        assertThat(house.client().get("/health").status()).isEqualTo(200);
        house.chain.cutOff(false);
        assertThat(house.client().get("/ready").get("status")).isEqualTo("ready");
    }

    @Test
    void aLostDatabaseIsUnavailableAndComesBackWithoutARestart() {
        if (!house.mongoServer.isEmbedded()) {
            return;
        }
        Person fan = Person.fan(house);
        house.mongoServer.stop();
        Client.Reply lost = fan.client.get("/api/contracts/intents");
        assertThat(lost.status()).isEqualTo(503);
        assertThat(lost.code()).isEqualTo("dependency-unavailable");
        assertThat(lost.get("detail")).contains("mongodb").doesNotContain("127.0.0.1");
        assertThat(lost.header("Retry-After")).isPresent();
        house.mongoServer.restart();
        assertThat(Eventually.holds(
                        () -> fan.client.get("/api/contracts/intents").status() == 200))
                .isTrue();
    }

    @Test
    void metricsCountRequestsByTheTemplateOfTheirRoute() {
        Person fan = Person.fan(house);
        fan.client.get("/api/contracts/intents/0198c1d2-7a3b-7c4d-8e5f-001122334455");
        String counted =
                "ovation_http_requests_seconds_count{method=\"GET\",route=\"/api/contracts/intents/{id}\",status=\"404\"} 1";
        // A request is counted when it has been answered.
        assertThat(Eventually.holds(() -> house.client().get("/metrics").text().contains(counted)))
                .isTrue();
        assertThat(house.client().get("/metrics").text()).doesNotContain("0198c1d2");
    }

    @Test
    void aStoppingServerAnswersWhatItHasBegun() {
        Person fan = Person.fan(house);
        Person creator = Person.creator(house);
        fan.owns(Token.TKI, 5);
        Map<String, Object> body = fan.intent(Token.TKI, creator, "1");
        house.chain.holdBack();
        CompletableFuture<Client.Reply> clap =
                CompletableFuture.supplyAsync(() -> fan.client.post("/api/contracts/clap", body));
        assertThat(Eventually.holds(() -> fan.client
                        .get("/api/contracts/balances")
                        .get("reserved.tki")
                        .equals("1")))
                .isTrue();
        CompletableFuture<Void> closing =
                CompletableFuture.runAsync(() -> house.server().close());
        assertThat(Eventually.holds(
                        () -> house.client().get("/ready").get("status").equals("stopping")))
                .isTrue();
        house.chain.letThrough();
        assertThat(clap.join().status()).isEqualTo(201);
        closing.join();
    }

    @Test
    void statementsTellOnesMovementsAsJsonAndAsCsv() {
        Person fan = Person.fan(house);
        Person creator = Person.creator(house);
        fan.owns(Token.TKI, 5);
        Map<String, Object> body = fan.intent(Token.TKI, creator, "1.5");
        body.put("contentRef", "=cmd,\"x\"");
        assertThat(fan.client.post("/api/contracts/clap", body).status()).isEqualTo(201);

        Client.Reply json = fan.client.get("/api/statements");
        assertThat(json.status()).as(json.text()).isEqualTo(200);
        var entry = json.json().path("items").get(0);
        assertThat(entry.path("kind").asString()).isEqualTo("clap");
        assertThat(entry.path("direction").asString()).isEqualTo("out");
        assertThat(entry.path("amount").asString()).isEqualTo("1.5");
        Client.Reply csv = fan.client.get("/api/statements?format=csv");
        assertThat(csv.header("Content-Type")).contains("text/csv; charset=utf-8");
        assertThat(csv.text().lines().findFirst())
                .contains("at,kind,direction,token,amount,reference,counterparty,transactionHash,note");
        // A cell must never become a formula.
        assertThat(csv.text()).contains(",out,TKI,1.5,").contains("\"'=cmd,\"\"x\"\"\"");
        Client.Reply earnings = creator.client.get("/api/creators/" + creator.address() + "/earnings");
        assertThat(earnings.get("claps.submitted")).isEqualTo("1.5");
    }
}
