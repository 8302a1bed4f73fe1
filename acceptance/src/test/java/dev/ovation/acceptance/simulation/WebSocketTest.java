package dev.ovation.acceptance.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.acceptance.simulation.ChainTruth.LegState;
import dev.ovation.core.value.Wei;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The chain's WebSocket dies and comes back: without it receipts are polled for, with it they are seen at once. */
class WebSocketTest {

    /** Long enough that nobody takes a poll for a push. */
    private static final Duration POLL = Duration.ofSeconds(8);

    private int gifts;

    @Test
    void gifts_go_on_by_polling_and_are_fast_again_once_the_socket_is_back() {
        Random random = new Random(5);
        try (House house = new House(new Wallet(random), Map.of("CHAIN_POLL", POLL.toSeconds() + "s"))) {
            Town town = new Town(house, random);
            Person fan = town.newFan();
            Person creator = town.newCreator();
            town.payIn(fan, "100");
            Until.holds("pushed", () -> isPushed(town, fan, creator));

            house.webSocket.cut();
            String polled = town.gift(fan, creator, amount());
            Until.holds("in escrow", () -> town.leg(fan, polled) == LegState.OPEN);

            house.webSocket.mend();
            Until.holds("pushed again", () -> isPushed(town, fan, creator));
            town.desk.awaitBooksInOrder(List.of(fan, creator), Until.ON_A_BUSY_MACHINE);
            assertThat(fan.all("/api/contracts/intents")).hasSize(gifts);
        }
    }

    private Wei amount() {
        return Wei.parseTokens("1.%03d".formatted(++gifts));
    }

    private boolean isPushed(Town town, Person fan, Person creator) {
        long begin = System.nanoTime();
        town.gift(fan, creator, amount());
        return System.nanoTime() - begin < POLL.dividedBy(2).toNanos();
    }
}
