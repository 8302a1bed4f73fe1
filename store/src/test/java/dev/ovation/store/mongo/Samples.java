package dev.ovation.store.mongo;

import dev.ovation.core.account.AccountId;
import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.delegation.SignedAuthorization;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.intent.ChainPlace;
import dev.ovation.core.intent.Funding;
import dev.ovation.core.intent.Intent;
import dev.ovation.core.intent.IntentId;
import dev.ovation.core.intent.IntentKind;
import dev.ovation.core.intent.IntentState;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Values that tests write and read back. Ids are time-ordered, as in production. */
final class Samples {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final AtomicLong NEXT = new AtomicLong(1);

    private Samples() {}

    static UUID uuid() {
        long n = NEXT.getAndIncrement();
        return new UUID((1_700_000_000_000L + n) << 16 | 0x7000L, 0x8000000000000000L | n);
    }

    static Address address() {
        return Address.of("0x%040x".formatted(NEXT.getAndIncrement()));
    }

    static Bytes32 word() {
        return Bytes32.of("0x%064x".formatted(NEXT.getAndIncrement()));
    }

    static SignedAuthorization authorization(Address owner, IntentKind kind) {
        Authorization terms = new Authorization(
                owner,
                kind.token(),
                Address.ZERO,
                Authorization.MAX_CAP,
                Authorization.MAX_CAP,
                0,
                4_000_000_000L,
                BigInteger.ONE.shiftLeft(255).add(BigInteger.valueOf(NEXT.getAndIncrement())));
        return new SignedAuthorization(terms, word(), new byte[] {1, 2, 3});
    }

    static IntentBuilder intent(Address fan, Address creator) {
        return new IntentBuilder(fan, creator);
    }

    /** An intent with everything that a test does not care about filled in. */
    static final class IntentBuilder {
        private final Address fan;
        private final Address creator;
        private IntentKind kind = IntentKind.CLAP;
        private Wei amount = Wei.ofTokens(1);
        private IntentState state = IntentState.PENDING;
        private Optional<String> contentRef = Optional.empty();
        private Optional<ChainPlace> place = Optional.empty();
        private Instant createdAt = NOON;

        private IntentBuilder(Address fan, Address creator) {
            this.fan = fan;
            this.creator = creator;
        }

        IntentBuilder gift() {
            kind = IntentKind.GIFT;
            return this;
        }

        IntentBuilder amount(Wei wei) {
            amount = wei;
            return this;
        }

        IntentBuilder state(IntentState of) {
            state = of;
            return this;
        }

        IntentBuilder about(String content) {
            contentRef = Optional.of(content);
            return this;
        }

        IntentBuilder at(BatchId batch, int leg) {
            place = Optional.of(new ChainPlace(batch, leg));
            return this;
        }

        IntentBuilder created(Instant at) {
            createdAt = at;
            return this;
        }

        Intent build() {
            return new Intent(
                    new IntentId(uuid()),
                    kind,
                    new AccountId(uuid()),
                    fan,
                    creator,
                    amount,
                    contentRef,
                    new Funding(authorization(fan, kind), true),
                    state,
                    place,
                    Optional.empty(),
                    "",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    createdAt,
                    createdAt);
        }
    }
}
