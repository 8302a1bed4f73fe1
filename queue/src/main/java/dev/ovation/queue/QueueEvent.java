package dev.ovation.queue;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a queue, in whatever program.
 *
 * @param position of the event in the queue's stream; what {@link QueueEvents} can be resumed from
 * @param jobId null for events of the whole queue
 * @param fields everything that BullMQ says of it, by its names
 */
public record QueueEvent(
        String position, Kind kind, @Nullable String jobId, Map<String, String> fields) {

    /** What happened. */
    public enum Kind {
        ADDED,
        WAITING,
        DELAYED,
        ACTIVE,
        PROGRESS,
        COMPLETED,
        /** For good; an attempt that will be repeated shows as {@link #WAITING} or {@link #DELAYED}. */
        FAILED,
        RETRIES_EXHAUSTED,
        STALLED,
        REMOVED,
        DEDUPLICATED,
        DUPLICATED,
        DRAINED,
        PAUSED,
        RESUMED,
        CLEANED,
        WAITING_CHILDREN,
        /** Of a BullMQ that is newer than this library, or a program's own. */
        OTHER;

        static Kind of(String name) {
            String constant = name.toUpperCase(Locale.ROOT).replace('-', '_');
            for (Kind kind : values()) {
                if (kind.name().equals(constant)) {
                    return kind;
                }
            }
            return OTHER;
        }
    }

    /** The result of a completed job, as its JSON; null for other events. */
    public @Nullable String returnValue() {
        return fields.get("returnvalue");
    }

    /** Why a job failed; null for other events. */
    public @Nullable String failedReason() {
        return fields.get("failedReason");
    }

    /** What a handler reported, as its JSON; null for other events. */
    public @Nullable String progress() {
        return kind == Kind.PROGRESS ? fields.get("data") : null;
    }
}
