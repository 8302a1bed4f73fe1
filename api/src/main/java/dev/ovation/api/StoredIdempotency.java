package dev.ovation.api;

import dev.ovation.core.value.Bytes32;
import dev.ovation.runtime.http.Idempotency;
import dev.ovation.store.mongo.MongoIdempotency;

/** Idempotency keys in MongoDB, beside the money that they protect. */
public final class StoredIdempotency implements Idempotency {

    private final MongoIdempotency keys;

    public StoredIdempotency(MongoIdempotency keys) {
        this.keys = keys;
    }

    @Override
    public Standing take(String account, String key, Bytes32 request) {
        return switch (keys.begin(account, key, request)) {
            case MongoIdempotency.Begun.New begun -> new Standing.Fresh(ours(begun.claim()));
            case MongoIdempotency.Begun.InProgress _ -> new Standing.InProgress();
            case MongoIdempotency.Begun.Replay replay -> new Standing.Answered(ours(replay.answer()));
            case MongoIdempotency.Begun.Mismatch _ -> new Standing.OtherRequest();
        };
    }

    @Override
    public void keep(Claim claim, Kept answer) {
        keys.complete(theirs(claim), new MongoIdempotency.Answer(answer.status(), answer.headers(), answer.body()));
    }

    @Override
    public void abandon(Claim claim) {
        keys.abandon(theirs(claim));
    }

    private static Claim ours(MongoIdempotency.Claim claim) {
        return new Claim(claim.key(), claim.operation(), claim.attempt());
    }

    private static MongoIdempotency.Claim theirs(Claim claim) {
        return new MongoIdempotency.Claim(claim.key(), claim.operation(), claim.attempt());
    }

    private static Kept ours(MongoIdempotency.Answer answer) {
        return new Kept(answer.status(), answer.headers(), answer.body());
    }
}
