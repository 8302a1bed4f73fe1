package dev.ovation.queue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A job's hash in Redis, read field by field under BullMQ's abbreviated names. */
final class StoredJob {

    private static final byte[] NO_DATA = {'{', '}'};

    final String id;
    String name = "";
    byte[] data = NO_DATA;
    JobOptions options = JobOptions.defaults();
    long timestamp;
    long delay;
    int priority;
    long processedOn;
    long finishedOn;
    int attemptsStarted;
    int attemptsMade;
    int stalledCount;

    @Nullable
    String failedReason;

    @Nullable
    String deferredFailure;

    byte @Nullable [] stacktrace;
    byte @Nullable [] returnValue;
    byte @Nullable [] progress;

    @Nullable
    String processedBy;

    @Nullable
    String schedulerId;

    @Nullable
    String deduplicationId;

    @Nullable
    String parentKey;

    StoredJob(String id) {
        this.id = id;
    }

    /**
     * @param flat names and values in turn
     * @param reader what reads the options
     */
    static StoredJob of(String id, List<Object> flat, OptionsReader reader) {
        StoredJob job = new StoredJob(id);
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            job.set(Text.string(flat.get(i)), (byte[]) flat.get(i + 1), reader);
        }
        return job;
    }

    List<String> stackTraces() {
        return Json.strings(stacktrace);
    }

    private void set(String field, byte[] value, OptionsReader reader) {
        switch (field) {
            case "name" -> name = Text.string(value);
            case "data" -> data = value;
            case "opts" -> options = reader.read(value);
            case "timestamp" -> timestamp = Text.number(value);
            case "delay" -> delay = Text.number(value);
            case "priority" -> priority = (int) Text.number(value);
            case "processedOn" -> processedOn = Text.number(value);
            case "finishedOn" -> finishedOn = Text.number(value);
            case "ats" -> attemptsStarted = (int) Text.number(value);
            case "atm", "attemptsMade" -> attemptsMade = (int) Text.number(value);
            case "stc" -> stalledCount = (int) Text.number(value);
            case "failedReason" -> failedReason = Text.string(value);
            case "defa" -> deferredFailure = Text.string(value);
            case "stacktrace" -> stacktrace = value;
            case "returnvalue" -> returnValue = value;
            case "progress" -> progress = value;
            case "pb" -> processedBy = Text.string(value);
            case "rjk" -> schedulerId = Text.string(value);
            case "deid" -> deduplicationId = Text.string(value);
            default -> {
                // Fields of flows, and of releases to come.
            }
        }
    }

    /** Reads options, and remembers the last: jobs of one queue tend to have the same, to the byte. */
    static final class OptionsReader {

        private volatile @Nullable Last last;

        JobOptions read(byte[] json) {
            Last known = last;
            if (known != null && Arrays.equals(known.json, json)) {
                return known.options;
            }
            Map<String, Object> stored = Json.object(json);
            JobOptions options = JobOptions.ofStored(stored);
            last = new Last(json, options);
            return options;
        }

        private record Last(byte[] json, JobOptions options) {}
    }
}
