package dev.ovation.runtime.http;

/** One route and what answers it. Safe to share between threads. */
public interface Endpoint {

    Route route();

    /**
     * Answers a call that has passed the whole security chain.
     *
     * @throws dev.ovation.core.refusal.Refused or {@link InvalidInput} for a client's mistake
     * @throws dev.ovation.core.refusal.Unavailable if something that it needs does not answer
     */
    Answer answer(Call call);
}
