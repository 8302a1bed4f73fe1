package dev.ovation.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.api.testing.Client;
import dev.ovation.api.testing.Person;
import dev.ovation.api.testing.TestHouse;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.value.Wei;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever somebody has of something, however much, all of it can be read: page by page, newest first. */
class ListsTest {

    private static final int MANY = 5;

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
    void payments() {
        pagesThrough(
                "/api/payments",
                "paymentId",
                Person.fan(house),
                person -> person.client
                        .post("/api/payments", Map.of("amount", "5"))
                        .get("paymentId"));
    }

    @Test
    void withdrawals() {
        pagesThrough("/api/contracts/withdrawals", "withdrawalId", Person.creator(house), person -> {
            person.owns(Token.TK, 10);
            return person.client
                    .post("/api/contracts/withdraw", person.withdrawal("1"))
                    .get("withdrawalId");
        });
    }

    @Test
    void standingAuthorizations() {
        pagesThrough("/api/delegations", "hash", Person.fan(house), person -> {
            // The next is registered in a later millisecond.
            house.clock.pass(Duration.ofMillis(1));
            return person.client
                    .post(
                            "/api/delegations",
                            person.signed(person.standing(Token.TKI, Wei.ofTokens(5), Wei.ofTokens(1))))
                    .get("hash");
        });
    }

    private static void pagesThrough(String path, String id, Person owner, Function<Person, String> make) {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            made.addFirst(make.apply(owner));
        }
        assertThat(read(owner.client, path, id)).isEqualTo(made);
        assertThat(owner.client.get(path + "?cursor=x").code()).isEqualTo("invalid-cursor");
        assertThat(owner.client.get(path + "?cursor=0x" + "ab".repeat(32)).code())
                .isEqualTo("invalid-cursor");

        Person other = Person.creator(house);
        Client.Reply foreign = other.client.get(path + "?cursor=" + made.getFirst());
        assertThat(foreign.text()).doesNotContain(made);
    }

    private static List<String> read(Client client, String path, String id) {
        List<String> read = new ArrayList<>();
        Client.Reply page = client.get(path + "?limit=2");
        while (true) {
            assertThat(page.status()).as(page.text()).isEqualTo(200);
            page.json().path("items").forEach(item -> read.add(item.path(id).asString()));
            if (!page.json().has("nextCursor")) {
                return read;
            }
            page = client.get(path + "?limit=2&cursor=" + page.get("nextCursor"));
        }
    }
}
