package dev.ovation.api.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.api.testing.Client;
import dev.ovation.api.testing.Person;
import dev.ovation.api.testing.TestHouse;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A creator's TK on its way out, and revocations: what is signed here is taken here. */
final class WithdrawalTest {

    private static TestHouse house;

    @BeforeAll
    static void open() {
        house = TestHouse.open();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void aCreatorSignsWhatTypedDataGivesAndWithdrawsOnce() {
        Person creator = Person.creator(house);
        creator.owns(Token.TK, 10);
        Client.Reply toSign =
                creator.client.get("/api/contracts/typed-data/withdrawal?amount=5&destination=DE89%203704");
        JsonNode message = toSign.json().path("typedData").path("message");
        assertThat(message.path("amount").asString()).isEqualTo(Wei.ofTokens(5).toString());
        String id = message.path("withdrawalId").asString();
        Map<String, Object> body = Map.of(
                "amount",
                "5",
                "destination",
                "DE89 3704",
                "signature",
                creator.wallet.sign(
                        house.typedData.withdrawalDigest(creator.address(), Wei.ofTokens(5), Bytes32.of(id))));

        Client.Reply requested = creator.client.post("/api/contracts/withdraw", body);

        assertThat(requested.status()).as(requested.text()).isEqualTo(202);
        assertThat(requested.get("withdrawalId")).isEqualTo(id);
        assertThat(requested.get("withdrawal.state")).isEqualTo("requested");
        assertThat(creator.client.post("/api/contracts/withdraw", body).code()).isEqualTo("invalid-signature");
        assertThat(creator.client.get("/api/contracts/withdrawals").json().path("items"))
                .hasSize(1);
    }

    @Test
    void everythingSignedSoFarCanBeTakenBack() {
        Person fan = Person.fan(house);
        Person creator = Person.creator(house);
        fan.owns(Token.TKI, 5);
        Map<String, Object> signedBefore = fan.intent(Token.TKI, creator, "1");
        Client.Reply toSign = fan.client.get("/api/contracts/typed-data/revocation-of-all");
        assertThat(toSign.get("submit.body.generation")).isEqualTo("0");

        Client.Reply revoked = fan.client.delete(
                "/api/delegations",
                Map.of(
                        "generation",
                        "0",
                        "signature",
                        fan.wallet.sign(house.typedData.revocationOfAllDigest(fan.address(), 0))));

        assertThat(revoked.status()).as(revoked.text()).isEqualTo(204);
        assertThat(fan.client.post("/api/contracts/clap", signedBefore).code()).isEqualTo("authorization-revoked");
        assertThat(fan.client.get("/api/contracts/typed-data/revocation-of-all").get("submit.body.generation"))
                .isEqualTo("1");
    }
}
