package dev.ovation.store.redis;

import dev.ovation.core.ledger.AccountSnapshot;
import dev.ovation.core.ledger.ChainAccounts;
import dev.ovation.core.ledger.Standing;
import dev.ovation.core.refusal.Unavailable;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.work.CoalescedReads;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;

/**
 * Accounts as the chain last told them. Every change of a cached account gets a new version, and nothing is written
 * that was read under an older one: what was asked of the chain before a change never replaces it.
 */
final class SnapshotCache {

    /** For so long a block that is known to have changed an account turns older readings away. */
    static final Duration KNOWN_BLOCK = Duration.ofSeconds(60);

    /** An account that others change all the time is read again so often. */
    private static final int ATTEMPTS = 100;

    /** An endpoint that lags behind what we know is asked again so often: the next may be another one. */
    private static final int ATTEMPTS_BEHIND = 5;

    private static final Script REMEMBER = Script.of("decimal", "remember");
    private static final Script REMEMBER_STANDING = Script.of("standing");
    private static final Script FORGET = Script.of("forget");

    private final Redis redis;
    private final AccountKeys keys;
    private final ChainAccounts chain;
    private final CoalescedReads<Address, AccountSnapshot> reads;
    private final Clock clock;
    private final Duration maxAge;
    private final RecentSnapshots recent = new RecentSnapshots();

    SnapshotCache(Redis redis, ChainAccounts chain, Clock clock, Duration maxAge) {
        this.redis = redis;
        this.keys = new AccountKeys(redis);
        this.chain = chain;
        this.reads = new CoalescedReads<>("read-accounts", chain::read);
        this.clock = clock;
        this.maxAge = maxAge;
    }

    /** An account no staler than the configured bound; its snapshot is present. */
    CachedSnapshot load(Address account) {
        return load(account, maxAge);
    }

    /** An account no staler than {@code age}. */
    CachedSnapshot load(Address account, Duration age) {
        int behind = 0;
        for (int attempt = 0; attempt < ATTEMPTS && behind < ATTEMPTS_BEHIND; attempt++) {
            CachedSnapshot cached = peek(account);
            if (cached.snapshot().isPresent() && !cached.isOlderThan(age, clock.instant())) {
                return cached;
            }
            AccountSnapshot read =
                    reads.read(account).orElseThrow(() -> new IllegalStateException("the chain left out " + account));
            Object kept = remember(account, cached.version(), read);
            behind += "BEHIND".equals(kept) ? 1 : 0;
        }
        throw new Unavailable("chain", new IllegalStateException("no reading of " + account + " was new enough"));
    }

    /** What is cached, whatever its age. */
    CachedSnapshot peek(Address account) {
        CachedSnapshot cached = CachedSnapshot.read(
                redis.together(pipeline -> pipeline.hmget(keys.account(account), CachedSnapshot.FIELDS)));
        recent.saw(account, cached);
        return cached;
    }

    /** What this server saw last, without a round trip; whoever decides on it has its version checked. */
    Optional<RecentSnapshots.Recent> recent(Address account) {
        Instant now = clock.instant();
        return recent.of(account).filter(seen -> !seen.cached().isOlderThan(maxAge, now));
    }

    void confirmed(Confirmation confirmation) {
        recent.confirmed(confirmation);
    }

    /** What the chain holds of a standing authorization, cached with the account's snapshot of this version. */
    Optional<Standing> standing(Address owner, Bytes32 authorization, String version) {
        Optional<Optional<Standing>> seen = recent.standing(owner, authorization, version);
        if (seen.isPresent()) {
            return seen.get();
        }
        String field = AccountKeys.standing(authorization);
        String cached = redis.together(pipeline -> pipeline.hget(keys.account(owner), field));
        if (cached != null) {
            return StandingField.read(cached);
        }
        Optional<Standing> read = chain.standing(owner, authorization);
        Object kept = redis.call(client -> REMEMBER_STANDING.run(
                client, List.of(keys.account(owner)), List.of(version, field, StandingField.write(read))));
        if ("OK".equals(kept)) {
            recent.saw(owner, version, authorization, read);
        }
        return read;
    }

    /** Reads accounts anew, all in one call to the chain. */
    void refresh(Collection<Address> accounts) {
        List<Address> distinct = List.copyOf(new LinkedHashSet<>(accounts));
        if (distinct.isEmpty()) {
            return;
        }
        Map<Address, String> versions = versions(distinct);
        Map<Address, AccountSnapshot> read = chain.read(distinct);
        redis.call(client -> {
            try (Pipeline pipeline = client.pipelined()) {
                REMEMBER.load(pipeline);
                read.forEach((account, snapshot) -> REMEMBER.queue(
                        pipeline,
                        List.of(keys.account(account)),
                        arguments(versions.getOrDefault(account, ""), snapshot)));
                pipeline.sync();
            }
            return true;
        });
    }

    void forget(Collection<Address> accounts) {
        if (accounts.isEmpty()) {
            return;
        }
        redis.call(client -> {
            try (Pipeline pipeline = client.pipelined()) {
                FORGET.load(pipeline);
                accounts.forEach(
                        account -> FORGET.queue(pipeline, List.of(keys.account(account)), List.of(newVersion())));
                pipeline.sync();
            }
            return true;
        });
    }

    /** Never the same twice, also after Redis was emptied. */
    static String newVersion() {
        return UUID.randomUUID().toString();
    }

    private Object remember(Address account, String version, AccountSnapshot snapshot) {
        return redis.call(client -> REMEMBER.run(client, List.of(keys.account(account)), arguments(version, snapshot)));
    }

    private List<String> arguments(String version, AccountSnapshot snapshot) {
        Instant now = clock.instant();
        List<String> arguments = new ArrayList<>(List.of(
                version,
                newVersion(),
                Long.toString(now.toEpochMilli()),
                Long.toString(KNOWN_BLOCK.toMillis()),
                Long.toString(snapshot.block()),
                Long.toString(snapshot.generation()),
                Long.toString(snapshot.nextNonce())));
        arguments.addAll(CachedSnapshot.write(snapshot));
        return arguments;
    }

    private Map<Address, String> versions(List<Address> accounts) {
        return redis.call(client -> {
            Map<Address, Response<String>> asked = new LinkedHashMap<>();
            try (Pipeline pipeline = client.pipelined()) {
                accounts.forEach(account -> asked.put(account, pipeline.hget(keys.account(account), "version")));
                pipeline.sync();
            }
            Map<Address, String> versions = new LinkedHashMap<>();
            asked.forEach((account, version) ->
                    versions.put(account, Optional.ofNullable(version.get()).orElse("")));
            return versions;
        });
    }
}
