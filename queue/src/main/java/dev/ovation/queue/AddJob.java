package dev.ovation.queue;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Builds the script call that adds one job, by what its options ask for: standard, delayed or prioritized. */
final class AddJob {

    private final QueueKeys keys;
    private final byte[][] standard;
    private final byte[][] delayed;
    private final byte[][] prioritized;

    AddJob(QueueKeys keys) {
        this.keys = keys;
        this.standard = new byte[][] {
            keys.wait,
            keys.paused,
            keys.meta,
            keys.id,
            keys.completed,
            keys.delayed,
            keys.active,
            keys.events,
            keys.marker
        };
        this.delayed = new byte[][] {keys.marker, keys.meta, keys.id, keys.delayed, keys.completed, keys.events};
        this.prioritized = new byte[][] {
            keys.marker,
            keys.meta,
            keys.id,
            keys.prioritized,
            keys.delayed,
            keys.completed,
            keys.active,
            keys.events,
            keys.priorityCounter
        };
    }

    /**
     * @param now milliseconds, where the options don't say when the job was made
     */
    Command command(String name, byte[] data, JobOptions options, long now) {
        long limit = options.number("sizeLimit");
        if (limit > 0 && data.length > limit) {
            throw new PayloadException(
                    "the payload of " + name + " has " + data.length + " bytes, the limit is " + limit, null);
        }
        String id = options.jobId();
        long made = options.number("timestamp");
        byte[] args = arguments(id, name, made == 0 ? now : made, options.deduplicationId());
        boolean repeatable = id != null;
        if (options.number("delay") > 0) {
            return call(Script.ADD_DELAYED_JOB, repeatable, delayed, args, data, options);
        }
        return options.priority() > 0
                ? call(Script.ADD_PRIORITIZED_JOB, repeatable, prioritized, args, data, options)
                : call(Script.ADD_STANDARD_JOB, repeatable, standard, args, data, options);
    }

    private static Command call(
            Script script, boolean repeatable, byte[][] keys, byte[] args, byte[] data, JobOptions options) {
        byte[][] all = Arrays.copyOf(keys, keys.length + 3);
        all[keys.length] = args;
        all[keys.length + 1] = data;
        all[keys.length + 2] = options.packed();
        return Command.script(script, repeatable, all);
    }

    /** The scripts' ten places, of which the empty ones are those of flows and schedulers. */
    private byte[] arguments(@Nullable String id, String name, long timestamp, @Nullable String deduplicationId) {
        String deduplicationKey = deduplicationId == null ? null : keys.base + "de:" + deduplicationId;
        return MessagePack.pack(Arrays.asList(
                keys.base, id == null ? "" : id, name, timestamp, null, null, null, null, deduplicationKey, null));
    }
}
