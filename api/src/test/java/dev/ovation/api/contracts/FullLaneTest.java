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
            List<CompletableFuture<Client.Reply>> replies = new ArrayList<>();
            // One more at a time, until one is answered although the chain stands still.
            while (replies.stream().noneMatch(CompletableFuture::isDone) && replies.size() < ENOUGH) {
                Map<String, Object> body = fan.intent(Token.TKI, creator, "1");
                replies.add(CompletableFuture.supplyAsync(() -> fan.client.post("/api/contracts/clap", body), clients));
                assertThat(Eventually.holds(() -> replies.stream().anyMatch(CompletableFuture::isDone)
                                || reserved(fan).equals(String.valueOf(replies.size()))))
                        .isTrue();
            }
            house.chain.letThrough();

            List<Client.Reply> refused = replies.stream()
                    .map(CompletableFuture::join)
                    .filter(reply -> reply.status() != 201)
                    .toList();
            assertThat(refused).isNotEmpty().allSatisfy(reply -> {
                assertThat(reply.status()).as(reply.text()).isEqualTo(503);
                assertThat(reply.code()).isEqualTo("overloaded");
                assertThat(reply.header("Retry-After")).isPresent();
            });
            int taken = replies.size() - refused.size();
            assertThat(taken).isPositive();
            assertThat(reserved(fan)).isEqualTo("0");
            assertThat(fan.client.get("/api/contracts/balances").get("tki")).isEqualTo(String.valueOf(10 - taken));
        }
    }

    private static String reserved(Person fan) {
        return fan.client.get("/api/contracts/balances").get("reserved.tki");
    }
}
