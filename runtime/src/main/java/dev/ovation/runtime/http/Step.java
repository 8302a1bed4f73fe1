package dev.ovation.runtime.http;

import java.util.Optional;

/** One link of the security chain. Safe to share between threads. */
public interface Step {

    /**
     * Lets a call pass, or answers it here.
     *
     * @throws dev.ovation.core.refusal.Refused or {@link InvalidInput} to refuse it
     */
    Optional<Answer> pass(Call call);
}
