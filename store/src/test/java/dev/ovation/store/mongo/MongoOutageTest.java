package dev.ovation.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ovation.core.intent.Intent;
import dev.ovation.core.refusal.Unavailable;
import dev.ovation.store.testing.MongoServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MongoOutageTest {

    @Test
    void whileMongoIsAwayItIsUnavailableAndAfterwardsAllWorksAgain() {
        try (MongoServer server = MongoServer.start()) {
            assumeTrue(server.isEmbedded(), "an external server is not ours to stop");
            try (Mongo mongo = server.connect(Duration.ofSeconds(3))) {
                MongoIntents intents = new MongoIntents(mongo);
                Intent intent =
                        Samples.intent(Samples.address(), Samples.address()).build();
                intents.insertAll(List.of(intent));
                mongo.ping();

                server.stop();
                assertThatThrownBy(mongo::ping)
                        .isInstanceOfSatisfying(
                                Unavailable.class,
                                e -> assertThat(e.dependency()).isEqualTo("mongodb"));
                assertThatThrownBy(() -> intents.insertAll(List.of(intent))).isInstanceOf(Unavailable.class);
                assertThatThrownBy(() -> intents.byId(intent.id())).isInstanceOf(Unavailable.class);

                server.restart();
                mongo.prepare();
                assertThat(intents.byId(intent.id())).contains(intent);
            }
        }
    }
}
