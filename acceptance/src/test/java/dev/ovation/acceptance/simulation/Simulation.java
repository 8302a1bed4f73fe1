package dev.ovation.acceptance.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One seed's run: people who have never been in the house live in it while everything fails that may. Then what fails
 * is healed, everything comes to rest, and the books are audited.
 *
 * <p>What people and trouble choose follows from the seed alone; threads, and with them the moment at which a trouble
 * strikes, do not.
 */
final class Simulation {

    private static final int FANS = 3;
    private static final int CREATORS = 2;
    /** In every so many seeds creators stay until they were paid: epochs end more slowly than fans clap. */
    private static final int PATIENT = 3;

    private static final int LOOKS_WHERE_PATIENT = 80;
    private static final Duration WEEK = Duration.ofDays(7);

    private final House house;
    private final Town town;
    private final long seed;
    private final Ledger ledger = new Ledger();
    private final List<Person> fans;
    private final List<Person> creators;
    private final Person denied;

    Simulation(House house, long seed) {
        this.house = house;
        this.seed = seed;
        Random wallets = random("wallets");
        this.town = new Town(house, wallets);
        this.fans = IntStream.range(0, FANS)
                .mapToObj(i -> person("fan" + i, new Wallet(wallets)))
                .toList();
        this.creators = IntStream.range(0, CREATORS)
                .mapToObj(i -> person("creator" + i, new Wallet(wallets)))
                .toList();
        this.denied = new Person(house.api.url(), "denied@example.com", house.denied);
    }

    private Person person(String name, Wallet wallet) {
        return new Person(house.api.url(), name + ".seed" + seed + "@example.com", wallet);
    }

    private Random random(String whose) {
        return new Random(seed * 1_000_003 + whose.hashCode());
    }

    Ledger ledger() {
        return ledger;
    }

    void run() throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> chaos = threads.submit(new Chaos(house, ledger, random("chaos"), () -> !over.get()));
            Future<?> staff =
                    threads.submit(new StaffPlay(house, town.desk, ledger, random("staff"), () -> !over.get()));
            List<Future<?>> people = new ArrayList<>();
            try {
                everybodyJoins(threads);
                List<Person> receivers =
                        Stream.concat(creators.stream(), Stream.of(denied)).toList();
                for (Person fan : fans) {
                    people.add(threads.submit(new FanPlay(fan, creators, denied, ledger, random(fan.email()))));
                }
                List<Future<?>> playing = List.copyOf(people);
                for (Person creator : creators) {
                    people.add(threads.submit(new CreatorPlay(
                            house,
                            creator,
                            ledger,
                            random(creator.email()),
                            () -> !playing.stream().allMatch(Future::isDone),
                            seed % PATIENT == 0 ? LOOKS_WHERE_PATIENT : 0)));
                }
                await(people);
            } finally {
                over.set(true);
            }
            await(List.of(chaos, staff));
        } finally {
            house.heal();
        }
        comeToRest();
        new Audit(
                        house,
                        town,
                        ledger,
                        fans,
                        Stream.concat(creators.stream(), Stream.of(denied)).toList())
                .hold();
    }

    private void everybodyJoins(ExecutorService threads) throws InterruptedException {
        List<Future<?>> joining = new ArrayList<>();
        fans.forEach(fan -> joining.add(threads.submit(() -> fan.join("user"))));
        creators.forEach(creator -> joining.add(threads.submit(() -> creator.join("creator"))));
        joining.add(threads.submit(() -> denied.join("creator")));
        await(joining);
    }

    private static void await(List<Future<?>> parts) throws InterruptedException {
        for (Future<?> part : parts) {
            try {
                part.get();
            } catch (ExecutionException e) {
                throw new AssertionError("a player gave up: " + e.getCause(), e.getCause());
            }
        }
    }

    /** Staff decides what is held and ends the epoch, until nothing is on its way. */
    private void comeToRest() {
        int[] round = {0};
        String[] open = {""};
        Until.holds(Until.ON_A_BUSY_MACHINE, () -> "nothing is on its way any more, but " + open[0], () -> {
            if (round[0]++ % 20 == 0) {
                town.desk.decideHeld();
                town.desk.run("approval");
                house.passTime(WEEK);
                town.desk.run("settlement");
            }
            open[0] = OnTheirWay.of(fans, creators, ledger);
            return open[0].isEmpty();
        });
    }
}
