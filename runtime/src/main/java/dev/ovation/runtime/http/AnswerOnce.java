package dev.ovation.runtime.http;

import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import dev.ovation.core.value.Bytes32;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers a request with an {@code Idempotency-Key} once: the same request under the same key gets the same answer
 * again, refusals included. Only what says "try again" is not kept.
 */
public final class AnswerOnce implements Endpoint {

    private static final Logger log = LoggerFactory.getLogger(AnswerOnce.class);

    private static final String CONTENT_TYPE = "Content-Type";

    private final Endpoint endpoint;
    private final Idempotency idempotency;

    public AnswerOnce(Endpoint endpoint, Idempotency idempotency) {
        this.endpoint = endpoint;
        this.idempotency = idempotency;
    }

    @Override
    public Route route() {
        return endpoint.route();
    }

    @Override
    public Answer answer(Call call) {
        Optional<String> key = call.header("Idempotency-Key");
        if (key.isEmpty()) {
            return endpoint.answer(call);
        }
        return switch (idempotency.take(call.account().id().toString(), key.get(), hash(call))) {
            case Idempotency.Standing.Fresh fresh -> first(call, fresh.claim());
            case Idempotency.Standing.Answered answered -> again(answered.answer());
            case Idempotency.Standing.InProgress _ ->
                throw new Refused(
                        RefusalCode.IDEMPOTENCY_KEY_IN_USE, "A request with this key is being answered just now.");
            case Idempotency.Standing.OtherRequest _ ->
                throw new Refused(
                        RefusalCode.IDEMPOTENCY_KEY_REUSED, "This key was used for a request with another body.");
        };
    }

    private Answer first(Call call, Idempotency.Claim claim) {
        Answer answer;
        call.claimed(claim);
        try {
            answer = endpoint.answer(call);
        } catch (Refused | InvalidInput e) {
            answer = Failures.problem(e).answer(call.requestId());
        } catch (RuntimeException e) {
            abandon(claim);
            throw e;
        }
        if (answer.status() == 429 || answer.status() >= 500) {
            abandon(claim);
        } else {
            keep(claim, kept(answer));
        }
        return answer;
    }

    private void keep(Idempotency.Claim claim, Idempotency.Kept kept) {
        try {
            idempotency.keep(claim, kept);
        } catch (RuntimeException e) {
            // What was asked for is done; the client shall know it. Its key lapses, and the effects are idempotent too.
            log.warn("an answer could not be kept under its key", e);
        }
    }

    private void abandon(Idempotency.Claim claim) {
        try {
            idempotency.abandon(claim);
        } catch (RuntimeException e) {
            log.warn("a key could not be given back", e);
        }
    }

    private static Idempotency.Kept kept(Answer answer) {
        return switch (answer.body()) {
            case Answer.Body.Json json -> kept(answer, "application/json", Json.bytes(json.value()));
            case Answer.Body.Raw raw -> kept(answer, raw.contentType(), raw.bytes());
            case Answer.Body.None _ -> new Idempotency.Kept(answer.status(), answer.headers(), new byte[0]);
            case Answer.Body.Stream _ -> throw new IllegalStateException("a stream is no answer to keep");
        };
    }

    private static Idempotency.Kept kept(Answer answer, String contentType, byte[] body) {
        return new Idempotency.Kept(
                answer.status(), answer.with(CONTENT_TYPE, contentType).headers(), body);
    }

    private static Answer again(Idempotency.Kept kept) {
        Map<String, String> headers = new HashMap<>(kept.headers());
        String contentType = headers.remove(CONTENT_TYPE);
        headers.put("Idempotency-Replayed", "true");
        Answer.Body body = contentType == null ? new Answer.Body.None() : new Answer.Body.Raw(contentType, kept.body());
        return new Answer(kept.status(), headers, body);
    }

    /** Of method, path and body: the same key on another route is another request. */
    private static Bytes32 hash(Call call) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(call.route().map(Route::toString).orElse("").getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return Bytes32.of(digest.digest(call.body()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
