package dev.ovation.queue;

import java.util.Locale;

/** Where a job is. */
public enum JobState {
    WAITING("wait"),
    /** Waiting, with a priority. */
    PRIORITIZED("prioritized"),
    DELAYED("delayed"),
    ACTIVE("active"),
    COMPLETED("completed"),
    FAILED("failed"),
    /** A parent of a flow that a Node program made. This library makes none. */
    WAITING_CHILDREN("waiting-children"),
    /** In no list: there is no such job. */
    UNKNOWN("unknown");

    private final String key;

    JobState(String key) {
        this.key = key;
    }

    /** The name of the list in Redis. */
    String key() {
        return key;
    }

    static JobState of(String name) {
        for (JobState state : values()) {
            if (state.key.equals(name)) {
                return state;
            }
        }
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "waiting", "paused" -> WAITING;
            default -> UNKNOWN;
        };
    }
}
