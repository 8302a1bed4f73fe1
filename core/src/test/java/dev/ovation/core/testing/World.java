package dev.ovation.core.testing;

import dev.ovation.core.account.AccountId;
import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.delegation.Delegation;
import dev.ovation.core.delegation.Delegations;
import dev.ovation.core.delegation.SignedAuthorization;
import dev.ovation.core.event.Event;
import dev.ovation.core.event.Events;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.intent.Funding;
import dev.ovation.core.intent.Intent;
import dev.ovation.core.intent.IntentId;
import dev.ovation.core.intent.IntentKind;
import dev.ovation.core.intent.IntentState;
import dev.ovation.core.intent.Reservations;
import dev.ovation.core.ledger.Balance;
import dev.ovation.core.ledger.Balances;
import dev.ovation.core.ledger.CachedAccount;
import dev.ovation.core.ledger.Receipt;
import dev.ovation.core.payment.Payments;
import dev.ovation.core.settlement.Payout;
import dev.ovation.core.settlement.Payouts;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import dev.ovation.core.withdrawal.Withdrawals;
import dev.ovation.core.work.Ids;
import dev.ovation.core.work.Leases;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What outlives a crash: database, chain and clock. The use cases around it are made anew after each crash. */
public final class World {

    public static final Address FAN = Address.of("0x00000000000000000000000000000000000000fa");
    public static final Address CREATOR = Address.of("0x00000000000000000000000000000000000000c1");
    public static final AccountId FAN_ID = new AccountId(new UUID(1, 1));

    public final ShiftingClock clock = new ShiftingClock();
    public final MemoryBatches batches = new MemoryBatches();
    public final MemoryIntents intents = new MemoryIntents(batches);
    private final MemoryMoney money = new MemoryMoney();
    public final Payments payments = money.payments;
    public final Withdrawals withdrawals = money.withdrawals;
    public final MemoryChain chain = new MemoryChain();
    public final Map<String, Payout> payouts = new LinkedHashMap<>();
    public final Map<IntentId, Wei> reserved = new HashMap<>();
    public final List<Event> published = new ArrayList<>();
    private long counter;

    public final Ids ids = () -> new UUID(0x7000L, ++counter);
    public final Leases leases = (_, _) -> Optional.of(() -> {});

    public final Payouts payoutBook = new Payouts() {
        @Override
        public void forget(Collection<Payout> lost) {
            payouts.values().removeAll(lost);
        }

        @Override
        public Set<Address> creatorsFrom(long block) {
            return payouts.values().stream()
                    .filter(payout -> payout.block() >= block)
                    .map(Payout::creator)
                    .collect(Collectors.toSet());
        }

        @Override
        public void forgetFrom(long block) {
            payouts.values().removeIf(payout -> payout.block() >= block);
        }

        @Override
        public List<Payout> ofBatch(BatchId batch) {
            return payouts.values().stream()
                    .filter(payout -> payout.batch().equals(batch))
                    .toList();
        }

        @Override
        public void insertAll(Collection<Payout> added) {
            added.forEach(p -> payouts.putIfAbsent(p.creator() + "/" + p.batch() + "/" + p.transaction(), p));
        }

        @Override
        public List<Payout> ofCreator(Address creator, int limit) {
            return List.copyOf(payouts.values());
        }
    };

    public final Events events = new Events() {
        @Override
        public void publish(Event event) {
            published.add(event);
        }

        @Override
        public AutoCloseable subscribe(Address wallet, Consumer<Event> listener) {
            return () -> {};
        }
    };

    public final Balances balances = new Balances() {
        @Override
        public Balance of(Address account) {
            Wei tk = new Wei(chain.tk.getOrDefault(account, BigInteger.ZERO));
            return new Balance(tk, Wei.ofTokens(1_000), Wei.ZERO, Wei.ZERO, 0);
        }

        @Override
        public Optional<CachedAccount> cached(Address account) {
            return Optional.empty();
        }

        @Override
        public void refresh(Collection<Address> accounts) {}

        @Override
        public void invalidate(Collection<Address> accounts) {}
    };

    public final Reservations reservations = new Reservations() {
        @Override
        public synchronized Outcome reserve(Reservation reservation) {
            reservation.legs().forEach(leg -> reserved.put(leg.intent(), leg.amount()));
            return Outcome.RESERVED;
        }

        @Override
        public synchronized void release(Reservation reservation) {
            reservation.legs().forEach(leg -> reserved.remove(leg.intent()));
        }

        @Override
        public synchronized void confirm(Collection<Reservation> confirmed, Receipt mined) {
            confirmed.forEach(this::release);
        }
    };

    public final Delegations delegations = new Delegations() {
        @Override
        public void insert(Delegation delegation) {}

        @Override
        public Optional<Delegation> byHash(Bytes32 hash) {
            return Optional.empty();
        }

        @Override
        public List<Delegation> ofOwner(Address owner, Optional<Delegation> before, int limit) {
            return List.of();
        }

        @Override
        public void markOnChain(Bytes32 hash) {}

        @Override
        public void markRevoked(Bytes32 hash, Instant at) {}

        @Override
        public void markAllRevoked(Address owner, Instant at) {}
    };

    /** A pending clap of some TKI under an authorization of its own. */
    public Intent clap(long tokens) {
        return clap(tokens, new byte[65]);
    }

    public Intent clap(long tokens, byte[] signature) {
        byte[] hash = new byte[32];
        hash[31] = (byte) ++counter;
        Authorization terms = new Authorization(
                FAN,
                IntentKind.CLAP.token(),
                CREATOR,
                Wei.ofTokens(tokens),
                Wei.ofTokens(tokens),
                0,
                Long.MAX_VALUE,
                Authorization.oneTimeSalt(0, counter));
        return new Intent(
                new IntentId(ids.next()),
                IntentKind.CLAP,
                FAN_ID,
                FAN,
                CREATOR,
                Wei.ofTokens(tokens),
                Optional.empty(),
                new Funding(new SignedAuthorization(terms, Bytes32.of(hash), signature), false),
                IntentState.PENDING,
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                clock.instant(),
                clock.instant());
    }

    public void later() {
        clock.advance(Duration.ofHours(1));
    }
}
