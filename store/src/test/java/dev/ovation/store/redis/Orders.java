package dev.ovation.store.redis;

import dev.ovation.core.account.AccountId;
import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.delegation.SignedAuthorization;
import dev.ovation.core.intent.Funding;
import dev.ovation.core.intent.Intent;
import dev.ovation.core.intent.IntentId;
import dev.ovation.core.intent.IntentKind;
import dev.ovation.core.intent.IntentState;
import dev.ovation.core.intent.Reservations.Leg;
import dev.ovation.core.intent.Reservations.Reservation;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** What fans ask for in these tests. */
final class Orders {

    private static final AtomicLong NEXT = new AtomicLong(1);

    private Orders() {}

    static Address fan() {
        return Address.of("0x%040x".formatted(NEXT.getAndIncrement()));
    }

    static Bytes32 hash() {
        return Bytes32.of("0x%064x".formatted(NEXT.getAndIncrement()));
    }

    static Authorization oneTime(Address owner, Token token, long generation, long nonce) {
        return terms(owner, token, Authorization.MAX_CAP, Authorization.oneTimeSalt(generation, nonce));
    }

    static Authorization standing(Address owner, Token token, Wei cap) {
        return terms(owner, token, cap, Authorization.standingSalt(0, NEXT.getAndIncrement()));
    }

    static Reservation under(Authorization terms, Bytes32 hash, Wei... amounts) {
        List<Leg> legs = new ArrayList<>();
        for (Wei amount : amounts) {
            legs.add(new Leg(new IntentId(UUID.randomUUID()), amount));
        }
        return new Reservation(terms.owner(), terms, hash, legs);
    }

    /** Under a standing authorization of its own, without a limit that matters. */
    static Reservation order(Address owner, Token token, Wei... amounts) {
        return under(standing(owner, token, Authorization.MAX_CAP), hash(), amounts);
    }

    static Intent pending(Reservation reservation, Instant createdAt) {
        Leg leg = reservation.legs().getFirst();
        SignedAuthorization signed =
                new SignedAuthorization(reservation.terms(), reservation.authorization(), new byte[65]);
        return new Intent(
                leg.intent(),
                IntentKind.of(reservation.terms().token()),
                new AccountId(UUID.randomUUID()),
                reservation.owner(),
                fan(),
                leg.amount(),
                Optional.empty(),
                new Funding(signed, false),
                IntentState.PENDING,
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                createdAt,
                createdAt);
    }

    private static Authorization terms(Address owner, Token token, Wei cap, BigInteger salt) {
        return new Authorization(owner, token, Address.ZERO, cap, cap, 0, 4_000_000_000L, salt);
    }
}
