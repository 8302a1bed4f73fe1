package dev.ovation.store.redis;

import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.intent.Intent;
import dev.ovation.core.intent.IntentId;
import dev.ovation.core.value.Address;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import redis.clients.jedis.Pipeline;

/** Promises as they stand in Redis: given back, restored, and found by their age. */
final class Promises {

    /** A promise that was made for one leg. */
    record Made(Address owner, IntentId leg) {}

    private static final int PAGE = 500;
    private static final Script RELEASE = Script.of("decimal", "promises", "release");
    private static final Script RESTORE = Script.of("decimal", "promises", "restore");

    private final Redis redis;
    private final AccountKeys keys;

    Promises(Redis redis) {
        this.redis = redis;
        this.keys = new AccountKeys(redis);
    }

    void drop(Address owner, Collection<IntentId> legs) {
        List<String> arguments = new ArrayList<>(List.of(owner.toString()));
        legs.forEach(leg -> arguments.add(leg.toString()));
        redis.call(client -> RELEASE.run(client, List.of(keys.account(owner), keys.index()), arguments));
    }

    /** A page of promises made before a moment, oldest first, after so many. */
    List<Made> before(Instant moment, int offset) {
        return redis
                .call(client -> client.zrangeByScore(keys.index(), "-inf", "(" + moment.getEpochSecond(), offset, PAGE))
                .stream()
                .map(Promises::made)
                .toList();
    }

    /** The marker is set last: while promises are missing nobody makes new ones. */
    void restore(Collection<Intent> pending) {
        redis.call(client -> {
            try (Pipeline pipeline = client.pipelined()) {
                RESTORE.load(pipeline);
                pending.forEach(intent ->
                        RESTORE.queue(pipeline, List.of(keys.account(intent.fan()), keys.index()), arguments(intent)));
                pipeline.set(keys.ready(), "1");
                pipeline.sync();
            }
            return true;
        });
    }

    private static List<String> arguments(Intent intent) {
        Authorization terms = intent.funding().terms();
        return List.of(
                AccountKeys.token(intent.token()),
                intent.funding().hash().toString(),
                AccountKeys.nonce(terms),
                Long.toString(intent.createdAt().getEpochSecond()),
                intent.fan().toString(),
                intent.id().toString(),
                intent.amount().toString());
    }

    private static Made made(String member) {
        int colon = member.indexOf(':');
        return new Made(Address.of(member.substring(0, colon)), IntentId.of(member.substring(colon + 1)));
    }
}
