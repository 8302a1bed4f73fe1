package dev.ovation.jobs.ops;

/** Asks one thing that the server needs for a sign of life. */
@FunctionalInterface
public interface ReadyCheck {

    /** Answers by returning, or throws. */
    void check() throws Exception;
}
