package dev.ovation.store.redis;

import dev.ovation.core.intent.IntentId;
import dev.ovation.core.intent.Reservations.Leg;
import dev.ovation.core.intent.Reservations.Reservation;
import dev.ovation.core.ledger.Receipt;
import dev.ovation.core.ledger.Standing;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;

/**
 * Turns promises into the chain's. A balance that was read before their block is lowered by exactly what leaves it, in
 * the same step in which the promise goes; one that was read at their block or later knows already, and only the
 * promise goes. So what is available is the same before and after.
 *
 * <p>All accounts of a batch take one round trip together, or two where this server has not seen them before; those that
 * others changed in between are tried again.
 */
final class ConfirmPromises {

    private record Asked(Confirmation confirmation, Response<Object> answer) {}

    private static final int ATTEMPTS = 10;
    private static final Script CONFIRM = Script.of("decimal", "promises", "confirm");

    private final Redis redis;
    private final AccountKeys keys;
    private final SnapshotCache cache;
    private final InterestClock interest;
    private final Clock clock;
    private final Promises promises;

    ConfirmPromises(BalanceCache shared, Promises promises) {
        this.redis = shared.redis();
        this.keys = new AccountKeys(redis);
        this.cache = shared.snapshots();
        this.interest = shared.interest();
        this.clock = shared.clock();
        this.promises = promises;
    }

    void confirm(Collection<Reservation> reservations, Receipt mined) {
        Map<Address, List<Reservation>> open = new LinkedHashMap<>();
        reservations.forEach(reservation -> open.computeIfAbsent(reservation.owner(), _ -> new ArrayList<>())
                .add(reservation));
        if (open.isEmpty()) {
            return;
        }
        long index = interest.at(mined.timestamp());
        for (int attempt = 0; attempt < ATTEMPTS && !open.isEmpty(); attempt++) {
            List<Confirmation> confirmations = new ArrayList<>();
            Map<Address, List<Reservation>> unknown = new LinkedHashMap<>(open);
            if (attempt == 0) {
                open.forEach((owner, ofOwner) -> remembered(owner, ofOwner).ifPresent(read -> {
                    confirmations.add(Confirmation.of(owner, ofOwner, read, mined, index));
                    unknown.remove(owner);
                }));
            }
            confirmations.addAll(read(unknown, mined, index));
            open.keySet().removeAll(write(confirmations, mined));
        }
        open.forEach(this::giveUp);
    }

    /** Without asking Redis: the script looks whether the version and the promises are still these. */
    private Optional<Confirmation.Read> remembered(Address owner, List<Reservation> reservations) {
        return cache.recent(owner)
                .filter(recent -> reservations.stream()
                        .allMatch(reservation -> !reservation.terms().isStanding()
                                || recent.standing().containsKey(reservation.authorization())))
                .map(recent -> new Confirmation.Read(recent.cached(), recent.standing(), _ -> true));
    }

    /** Too many changes at once: the chain is asked again instead. */
    private void giveUp(Address owner, List<Reservation> reservations) {
        cache.forget(List.of(owner));
        reservations.forEach(reservation -> promises.drop(
                owner, reservation.legs().stream().map(Leg::intent).toList()));
    }

    private List<Confirmation> read(Map<Address, List<Reservation>> open, Receipt mined, long index) {
        if (open.isEmpty()) {
            return List.of();
        }
        return redis.call(client -> {
            Map<Address, Response<List<String>>> asked = new LinkedHashMap<>();
            try (Pipeline pipeline = client.pipelined()) {
                open.forEach((owner, reservations) ->
                        asked.put(owner, pipeline.hmget(keys.account(owner), fields(reservations))));
                pipeline.sync();
            }
            List<Confirmation> confirmations = new ArrayList<>();
            asked.forEach((owner, values) -> {
                List<Reservation> reservations = open.getOrDefault(owner, List.of());
                confirmations.add(
                        Confirmation.of(owner, reservations, answers(reservations, values.get()), mined, index));
            });
            return confirmations;
        });
    }

    /** Answers the accounts that are done. */
    private List<Address> write(List<Confirmation> confirmations, Receipt mined) {
        return redis.call(client -> {
            List<Asked> asked = new ArrayList<>();
            List<Address> done = new ArrayList<>();
            try (Pipeline pipeline = client.pipelined()) {
                CONFIRM.load(pipeline);
                for (Confirmation confirmation : confirmations) {
                    Address owner = confirmation.owner();
                    if (confirmation.legs().isEmpty()) {
                        done.add(owner);
                    } else {
                        asked.add(new Asked(
                                confirmation,
                                CONFIRM.queue(
                                        pipeline,
                                        List.of(keys.account(owner), keys.index()),
                                        confirmation.arguments(mined, clock.millis()))));
                    }
                }
                pipeline.sync();
            }
            for (Asked one : asked) {
                if ("OK".equals(one.answer().get())) {
                    cache.confirmed(one.confirmation());
                    done.add(one.confirmation().owner());
                }
            }
            return done;
        });
    }

    /** The snapshot's fields, then one per leg, then one per authorization. */
    private static String[] fields(List<Reservation> reservations) {
        List<String> fields = new ArrayList<>(List.of(CachedSnapshot.FIELDS));
        legs(reservations).forEach(leg -> fields.add(AccountKeys.leg(leg)));
        reservations.forEach(reservation -> fields.add(AccountKeys.standing(reservation.authorization())));
        return fields.toArray(String[]::new);
    }

    private static Confirmation.Read answers(List<Reservation> reservations, List<@Nullable String> read) {
        String[] fields = fields(reservations);
        Map<String, String> present = new HashMap<>();
        for (int i = CachedSnapshot.FIELDS.length; i < fields.length; i++) {
            String value = read.get(i);
            if (value != null) {
                present.put(fields[i], value);
            }
        }
        Map<Bytes32, Optional<Standing>> standing = new HashMap<>();
        reservations.forEach(
                reservation -> Optional.ofNullable(present.get(AccountKeys.standing(reservation.authorization())))
                        .ifPresent(field -> standing.put(reservation.authorization(), StandingField.read(field))));
        return new Confirmation.Read(
                CachedSnapshot.read(read), standing, leg -> present.containsKey(AccountKeys.leg(leg)));
    }

    private static List<IntentId> legs(List<Reservation> reservations) {
        return reservations.stream()
                .flatMap(reservation -> reservation.legs().stream())
                .map(Leg::intent)
                .toList();
    }
}
