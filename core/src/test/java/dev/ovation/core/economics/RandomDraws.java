package dev.ovation.core.economics;

import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.economics.Operation.Form;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.SequencedSet;
import java.util.stream.Stream;

/** Batches of draws, of which about every fourth has something wrong with it. */
final class RandomDraws {

    private static final int DRAWS = 6;
    private static final int LEGS = 5;
    private static final long YEAR = 365 * 86_400L;

    private final Random random;
    private final Economy economy;
    private final Cast cast;
    private final RandomAmounts amounts;
    private final SequencedSet<Authorization> standings = new LinkedHashSet<>();
    private final List<Authorization> oneTimes = new ArrayList<>();

    RandomDraws(Random random, Economy economy, Cast cast, RandomAmounts amounts) {
        this.random = random;
        this.economy = economy;
        this.cast = cast;
        this.amounts = amounts;
    }

    SequencedSet<Authorization> standings() {
        return standings;
    }

    List<Draw> batch(Form form, Token token, long second) {
        List<Draw> draws = new ArrayList<>();
        for (int i = random.nextInt(DRAWS); i >= 0; i--) {
            draws.add(
                    switch (form) {
                        case SIGNED_LEGS -> exact(token, second);
                        case STANDING_ROWS -> standing(token, second, true, 1);
                        case DRAWS -> any(token, second);
                    });
        }
        return random.nextInt(60) == 0 ? List.of() : draws;
    }

    private Draw any(Token token, long second) {
        return switch (random.nextInt(4)) {
            case 0 -> exact(token, second);
            case 1 -> standing(token, second, random.nextBoolean(), 1 + random.nextInt(LEGS));
            default -> bundle(token, second);
        };
    }

    /** A leg with an authorization that allows exactly it. */
    private Draw exact(Token token, long second) {
        if (!oneTimes.isEmpty() && random.nextInt(12) == 0) {
            return again(oneTimes.get(random.nextInt(oneTimes.size())));
        }
        Address owner = owner();
        Leg leg = leg(token, owner, second);
        Authorization terms = new Authorization(
                owner,
                token,
                leg.creator(),
                leg.amount(),
                leg.amount(),
                validAfter(second),
                validUntil(second),
                Authorization.oneTimeSalt(generation(owner), nonce(owner)));
        oneTimes.add(terms);
        return new Draw(terms, false, isSigned(), List.of(leg));
    }

    /** The same authorization a second time. */
    private Draw again(Authorization terms) {
        return new Draw(terms, false, true, List.of(new Leg(terms.creator(), terms.cap())));
    }

    private Draw bundle(Token token, long second) {
        Address owner = owner();
        List<Leg> legs = legs(token, owner, second, random.nextInt(LEGS + 1));
        Wei sum = legs.stream().map(Leg::amount).reduce(Wei.ZERO, Wei::plus);
        Wei cap = random.nextInt(4) == 0 ? sum.minusOrZero(Wei.of(1)) : sum.plus(Wei.of(random.nextInt(2)));
        if (random.nextInt(40) == 0) {
            cap = Authorization.MAX_CAP.plus(Wei.of(random.nextInt(2)));
        }
        long generation = random.nextInt(40) == 0 ? 65_536 : generation(owner);
        return new Draw(
                new Authorization(
                        owner,
                        random.nextInt(25) == 0 ? other(token) : token,
                        scope(),
                        cap,
                        random.nextInt(5) == 0 ? Wei.ofTokens(3) : cap,
                        validAfter(second),
                        validUntil(second),
                        Authorization.oneTimeSalt(generation, nonce(owner))),
                false,
                isSigned(),
                legs);
    }

    private Draw standing(Token token, long second, boolean byHash, int legs) {
        List<Authorization> usable = standings.stream()
                .filter(terms -> terms.token() == token && economy.permissions().isRegistered(terms))
                .filter(terms -> !economy.permissions().isRevoked(terms) && second <= terms.validUntil())
                .toList();
        Authorization terms = usable.isEmpty() || random.nextInt(6) == 0 ? anyStandingTerms(second) : pick(usable);
        boolean named = byHash || random.nextInt(3) == 0;
        List<Leg> drawn = random.nextInt(4) == 0
                ? legs(token, terms.owner(), second, legs)
                : Stream.generate(() -> new Leg(creator(terms), amounts.part(terms.capPerIntent())))
                        .limit(legs)
                        .toList();
        return new Draw(terms, named, !named && isSigned(), drawn);
    }

    private Authorization anyStandingTerms(long second) {
        return standings.isEmpty() || random.nextInt(4) == 0 ? standingTerms(second) : pick(List.copyOf(standings));
    }

    /** New terms, not registered yet. */
    Authorization standingTerms(long second) {
        Address owner = owner();
        Token token = random.nextInt(3) == 0 ? Token.TK : Token.TKI;
        Wei cap = amounts.of(token, owner, second).times(1 + random.nextInt(4)).plus(Wei.of(random.nextInt(2)));
        long generation = random.nextInt(30) == 0 ? 65_536 : generation(owner);
        Authorization terms = new Authorization(
                owner,
                token,
                scope(),
                cap,
                switch (random.nextInt(3)) {
                    case 0 -> cap.dividedBy(2);
                    case 1 -> cap.plus(Wei.ofTokens(1));
                    default -> cap;
                },
                validAfter(second),
                validUntil(second),
                Authorization.standingSalt(generation, random.nextLong()));
        standings.add(terms);
        return terms;
    }

    /** Terms of either kind that were used or thought of before. */
    Authorization knownTerms(long second) {
        return oneTimes.isEmpty() || random.nextInt(3) != 0
                ? (standings.isEmpty() ? standingTerms(second) : pick(List.copyOf(standings)))
                : pick(oneTimes);
    }

    private List<Leg> legs(Token token, Address owner, long second, int count) {
        List<Leg> legs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            legs.add(leg(token, owner, second));
        }
        return legs;
    }

    private Leg leg(Token token, Address owner, long second) {
        return new Leg(creator(), amounts.of(token, owner, second));
    }

    private Address creator() {
        List<Address> registered = cast.everybody().stream()
                .filter(economy.permissions()::isCreator)
                .toList();
        return registered.isEmpty() || random.nextInt(20) == 0 ? pick(cast.everybody()) : pick(registered);
    }

    /** Mostly one whom the terms allow. */
    private Address creator(Authorization terms) {
        return terms.allowsAnyCreator() || random.nextInt(5) == 0 ? creator() : terms.creator();
    }

    private Address owner() {
        return random.nextInt(10) == 0 ? pick(cast.creators()) : pick(cast.fans());
    }

    private Address scope() {
        return random.nextInt(4) == 0 ? creator() : Address.ZERO;
    }

    private long generation(Address owner) {
        long generation = economy.permissions().generation(owner);
        return random.nextInt(30) == 0 ? generation + 1 : generation;
    }

    private long nonce(Address owner) {
        long next = economy.permissions().nextNonce(owner);
        return switch (random.nextInt(30)) {
            case 0 -> Math.max(0, next - 1 - random.nextInt(3));
            case 1 -> next + 20 + random.nextInt(60);
            case 2 -> NonceWindow.MAX_NONCE + (random.nextInt(12) == 0 ? 0 : 1 + random.nextInt(2));
            default -> next + random.nextInt(16);
        };
    }

    private long validAfter(long second) {
        return switch (random.nextInt(30)) {
            case 0 -> second + 1;
            case 1 -> second;
            default -> 0;
        };
    }

    private long validUntil(long second) {
        return switch (random.nextInt(30)) {
            case 0 -> second - 1;
            case 1 -> second;
            case 2 -> Long.MAX_VALUE;
            default -> second + YEAR;
        };
    }

    private boolean isSigned() {
        return random.nextInt(25) != 0;
    }

    private static Token other(Token token) {
        return token == Token.TK ? Token.TKI : Token.TK;
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
