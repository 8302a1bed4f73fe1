package dev.ovation.api.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.api.testing.Client;
import dev.ovation.api.testing.Eventually;
import dev.ovation.api.testing.Person;
import dev.ovation.api.testing.TestHouse;
import dev.ovation.core.ledger.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class FullLaneTest {

    private static final int ENOUGH = 8;

    @Test
    void whoFindsNoRoomAmongTheWaitingIsToldWhenToComeAgainAndIsPromisedNothing() {
        try (TestHouse house = TestHouse.narrow(1);
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Person creator = Person.creator(house);
            Person fan = Person.fan(house);
            fan.owns(Token.TKI, 10);
            house.chain.holdBack();
            List<CompletableFuture<Client.Reply>> taken = new ArrayList<>();
            Optional<Client.Reply> refused = Optional.empty();
            while (refused.isEmpty() && taken.size() < ENOUGH) {
                Map<String, Object> body = fan.intent(Token.TKI, creator, "1");
                CompletableFuture<Client.Reply> reply =
                        CompletableFuture.supplyAsync(() -> fan.client.post("/api/contracts/clap", body), clients);
                String reserved = String.valueOf(taken.size() + 1);
                assertThat(Eventually.holds(
                                () -> reply.isDone() || reserved(fan).equals(reserved)))
                        .isTrue();
                if (reply.isDone()) {
                    refused = Optional.of(reply.join());
                } else {
                    taken.add(reply);
                }
            }
            assertThat(refused).isPresent();
            assertThat(refused.get().status()).as(refused.get().text()).isEqualTo(503);
            assertThat(refused.get().code()).isEqualTo("overloaded");
            assertThat(refused.get().header("Retry-After")).isPresent();
            assertThat(reserved(fan)).isEqualTo(String.valueOf(taken.size()));

            house.chain.letThrough();
            assertThat(taken).allMatch(reply -> reply.join().status() == 201);
        }
    }

    private static String reserved(Person fan) {
        return fan.client.get("/api/contracts/balances").get("reserved.tki");
    }
}
