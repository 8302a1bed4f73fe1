package dev.ovation.core.screening;

/** Decides whether money may move. Safe to share between threads. */
public interface AmlService {

    /**
     * @throws dev.ovation.core.refusal.Unavailable if it can't decide now; nothing moves meanwhile
     */
    Decision screen(Subject subject);
}
