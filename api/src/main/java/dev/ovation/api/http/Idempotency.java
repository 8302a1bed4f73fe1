package dev.ovation.api.http;

import dev.ovation.core.value.Bytes32;

/**
 * Remembers the answers of routes that move money by the client's key. Shared by all servers; safe to share between
 * threads.
 *
 * <p>Every method throws {@link dev.ovation.core.refusal.Unavailable} if the memory can't be asked.
 */
public interface Idempotency {

    /** An answer as it was given. */
    record Kept(int status, String contentType, byte[] body) {}

    /** How a key stands. */
    sealed interface Standing {

        /** Nobody has used the key; it is the caller's now, until kept or abandoned. */
        record Fresh() implements Standing {}

        /** The same request was answered before. */
        record Answered(Kept answer) implements Standing {}

        /** The same request is being answered. */
        record InProgress() implements Standing {}

        /** The key was used for another request. */
        record OtherRequest() implements Standing {}
    }

    /**
     * Takes a key, atomically. One that was taken and neither kept nor abandoned, because its server died, can be taken
     * again after a while.
     *
     * @param scope whose key it is: the same key of two accounts is two keys
     * @param request hash of all that the request asks for
     */
    Standing take(String scope, String key, Bytes32 request);

    void keep(String scope, String key, Bytes32 request, Kept answer);

    /** Gives a key back: the request may be tried again. */
    void abandon(String scope, String key, Bytes32 request);
}
