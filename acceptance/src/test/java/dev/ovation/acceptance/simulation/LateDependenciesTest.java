package dev.ovation.acceptance.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.core.value.Wei;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Servers that start before what they need is there wait for it, and are ready without a restart. */
class LateDependenciesTest {

    @Test
    void servers_start_without_their_dependencies_and_are_ready_once_these_are_there() {
        Random random = new Random(4);
        try (House house = new House(new Wallet(random), Map.of())) {
            Town town = new Town(house, random);
            Person fan = town.newFan();
            house.api.stop();
            house.jobs.stop();

            house.startWithoutDependencies();
            for (RunningServer server : new RunningServer[] {house.api, house.jobs}) {
                assertThat(Http.get(server.url().resolve("/health"), Map.of()).status())
                        .isEqualTo(200);
                assertThat(Http.get(server.url().resolve("/ready"), Map.of()).status())
                        .isEqualTo(503);
            }
            house.api.connect();
            house.jobs.connect();

            for (RunningServer server : new RunningServer[] {house.api, house.jobs}) {
                Until.holds(
                        "ready",
                        () -> Http.get(server.url().resolve("/ready"), Map.of()).is(200));
            }
            town.payIn(fan, "5");
            assertThat(town.chain.tk(fan.wallet.address())).isEqualTo(Wei.ofTokens(5));
            house.awaitFollowed();
        }
    }
}
