package dev.ovation.runtime.http;

import dev.ovation.core.value.Bytes32;
import java.util.Map;
import java.util.UUID;

/**
 * Remembers the answers of routes that move money by the client's key. Shared by all servers; safe to share between
 * threads.
 *
 * <p>Every method throws {@link dev.ovation.core.refusal.Unavailable} if the memory can't be asked.
 */
public interface Idempotency {

    /** An answer as it was given. */
    record Kept(int status, Map<String, String> headers, byte[] body) {}

    /**
     * The right to answer for a key.
     *
     * @param operation names what is to be done; stays the same when another request takes over
     */
    record Claim(String key, UUID operation, long attempt) {}

    /** How a key stands. */
    sealed interface Standing {

        /** Nobody is at it: the caller answers, and then keeps or abandons its claim. */
        record Fresh(Claim claim) implements Standing {}

        /** The same request was answered before. */
        record Answered(Kept answer) implements Standing {}

        /** The same request is being answered. */
        record InProgress() implements Standing {}

        /** The key was used for another request. */
        record OtherRequest() implements Standing {}
    }

    /**
     * Takes a key, atomically. One whose server died while it answered can be taken over after a while.
     *
     * @param account whose key it is: the same key of two accounts is two keys
     * @param request hash of all that the request asks for
     */
    Standing take(String account, String key, Bytes32 request);

    void keep(Claim claim, Kept answer);

    /** Gives a key back: the request may be tried again. */
    void abandon(Claim claim);
}
