package dev.ovation.acceptance.crash;

import dev.ovation.acceptance.simulation.Http;
import dev.ovation.acceptance.simulation.Person;
import dev.ovation.acceptance.simulation.Town;
import dev.ovation.acceptance.simulation.Until;
import dev.ovation.core.value.Wei;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Fans who clap and give, and whose clients insist; remembers what each was told. */
final class Cashier implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    /** In wei: what all amounts have in common, in the places that they never reach. */
    private static final long BASE = 100_000_000_000_000L;

    private static final int FANS = 4;

    private final List<URI> doors;
    private final List<Person> fans;
    private final Person creator;
    private final Person unknown;
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Clap> claps = new ArrayList<>();
    private final List<Future<?>> underWay = new ArrayList<>();
    private final Map<Person, Integer> nonces = new HashMap<>();

    /**
     * @param doors the servers that clients come to, each time to any of them
     * @param unknown a creator whom the contract refuses to pay
     */
    private Cashier(List<URI> doors, List<Person> fans, Person creator, Person unknown) {
        this.doors = List.copyOf(doors);
        this.fans = List.copyOf(fans);
        this.creator = creator;
        this.unknown = unknown;
    }

    /**
     * With fans who have enough to give.
     *
     * @param doors the servers that clients come to, each time to any of them
     */
    static Cashier open(Town town, List<URI> doors) {
        List<Person> fans = new ArrayList<>();
        for (int i = 0; i < FANS; i++) {
            Person fan = town.newFan();
            town.payIn(fan, "100000");
            fans.add(fan);
        }
        Person creator = town.newCreator();
        Person unknown = town.newCreator();
        town.chain.unregister(unknown.wallet.address(), town.house.anvil.signer(0), town.house.anvil.signer(7));
        return new Cashier(doors, fans, creator, unknown);
    }

    List<Person> fans() {
        return fans;
    }

    List<Clap> claps() {
        return List.copyOf(claps);
    }

    /** One clap or gift of each manner, at once. */
    List<Clap> wave(Random random) {
        List<Clap> wave = new ArrayList<>();
        for (Clap.Manner manner : Clap.Manner.values()) {
            Person fan = fans.get(random.nextInt(fans.size()));
            boolean payable = random.nextInt(4) > 0;
            Clap clap = new Clap(new Clap.Order(
                    fan,
                    payable ? creator : unknown,
                    random.nextInt(4) > 0 ? "clap" : "gift",
                    Wei.of(BASE + random.nextInt(1_000) * 1_000_000L + claps.size()),
                    nonces.merge(fan, 1, Integer::sum),
                    manner,
                    payable));
            claps.add(clap);
            wave.add(clap);
            underWay.add(clients.submit(() -> insist(clap)));
        }
        return wave;
    }

    private Person anywhere(Person fan) {
        return fan.at(doors.get(ThreadLocalRandom.current().nextInt(doors.size())));
    }

    private void insist(Clap clap) {
        try {
            Map<String, Object> body = signed(clap.order);
            Until.holds(PATIENCE, () -> "an answer to " + clap, () -> ask(clap, body));
        } catch (RuntimeException | Error e) {
            clap.asked.completeExceptionally(e);
            throw e;
        }
    }

    private Map<String, Object> signed(Clap.Order order) {
        Http.Answer[] toSign = new Http.Answer[1];
        Until.holds(PATIENCE, () -> "something to sign, but " + toSign[0], () -> {
            toSign[0] = anywhere(order.fan())
                    .toSign(
                            order.kind(),
                            "creatorAddress=" + order.creator().wallet.checksummed() + "&amount="
                                    + order.amount().toTokens() + "&nonce=" + order.nonce());
            return toSign[0].isDecided();
        });
        return Person.intent(order.creator(), order.amount(), order.fan().signedDelegation(toSign[0].expect(200)));
    }

    /** Asks, again if need be; answers whether the client is content, or gives up. */
    private boolean ask(Clap clap, Map<String, Object> body) {
        Clap.Order order = clap.order;
        String path = "/api/contracts/" + order.kind();
        boolean again = clap.asked.isDone();
        Http.Answer answer = order.manner() == Clap.Manner.SAME_KEY
                ? anywhere(order.fan()).post(path, body, "key-" + order.amount())
                : anywhere(order.fan()).post(path, body);
        if (again && answer.code().equals("authorization-replayed")) {
            // An earlier asking was heard, or its promise has not lapsed yet.
            return isThere(clap);
        }
        clap.told(answer);
        return order.manner() == Clap.Manner.ONCE
                || answer.isDecided() && !answer.code().equals("idempotency-key-in-use");
    }

    private boolean isThere(Clap clap) {
        Http.Answer newest = anywhere(clap.order.fan()).get("/api/contracts/intents?limit=100");
        if (newest.is(200)) {
            for (var intent : newest.body().get("items")) {
                if (intent.get("amount").asString().equals(clap.order.amount().toTokens())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Waits until every client is content. */
    void awaitContent() {
        for (Future<?> client : underWay) {
            try {
                client.get(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException | InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        underWay.clear();
    }

    @Override
    public void close() {
        clients.shutdownNow();
    }
}
