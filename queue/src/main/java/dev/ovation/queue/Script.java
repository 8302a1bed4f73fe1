package dev.ovation.queue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * BullMQ's Lua scripts that this library runs, with the number of keys that its calls pass.
 *
 * <p>Those numbers change between BullMQ's minor versions, so they are compared with the packaged scripts when this
 * class is loaded, and a mismatch stops the program before it can write a key to the wrong place.
 */
enum Script {
    ADD_STANDARD_JOB("addStandardJob", 9),
    ADD_DELAYED_JOB("addDelayedJob", 6),
    ADD_PRIORITIZED_JOB("addPrioritizedJob", 9),
    MOVE_TO_ACTIVE("moveToActive", 11),
    MOVE_TO_FINISHED("moveToFinished", 14, true),
    MOVE_TO_DELAYED("moveToDelayed", 11),
    MOVE_FROM_ACTIVE_TO_WAIT("moveJobFromActiveToWait", 9),
    RETRY_JOB("retryJob", 11),
    EXTEND_LOCKS("extendLocks", 1),
    MOVE_STALLED_JOBS_TO_WAIT("moveStalledJobsToWait", 9),
    ADD_JOB_SCHEDULER("addJobScheduler", 11),
    UPDATE_JOB_SCHEDULER("updateJobScheduler", 12),
    REMOVE_JOB_SCHEDULER("removeJobScheduler", 3),
    GET_JOB_SCHEDULER("getJobScheduler", 1),
    GET_STATE("getStateV2", 8),
    GET_COUNTS("getCounts", 1),
    GET_JOBS("getJobs", 1),
    GET_METRICS("getMetrics", 2),
    GET_RATE_LIMIT_TTL("getRateLimitTtl", 2),
    UPDATE_PROGRESS("updateProgress", 3),
    UPDATE_DATA("updateData", 1),
    ADD_LOG("addLog", 2),
    REPROCESS_JOB("reprocessJob", 9),
    MOVE_JOBS_TO_WAIT("moveJobsToWait", 8),
    PROMOTE("promote", 9),
    CHANGE_DELAY("changeDelay", 4),
    CHANGE_PRIORITY("changePriority", 7),
    REMOVE_JOB("removeJob", 2),
    PAUSE("pause", 7),
    DRAIN("drain", 5),
    CLEAN_JOBS_IN_SET("cleanJobsInSet", 3),
    OBLITERATE("obliterate", 2);

    private static final String FOLDER = "/dev/ovation/queue/bullmq/";

    /** The release of BullMQ whose scripts are packaged. */
    static final String BULLMQ_VERSION = resource("version.txt").strip();

    private final String scriptName;
    private final int keys;
    private final byte[] source;
    private final byte[] sha1;
    private final byte[] keyCount;
    private final @Nullable JointScript joint;

    static {
        Map<String, Integer> packaged = new HashMap<>();
        resource("index.txt").lines().forEach(line -> {
            String[] parts = line.split(" ");
            packaged.put(parts[0], Integer.valueOf(parts[1]));
        });
        for (Script script : values()) {
            Integer keys = packaged.get(script.scriptName);
            if (keys == null || keys != script.keys) {
                throw new IllegalStateException("BullMQ " + BULLMQ_VERSION + "'s script " + script.scriptName
                        + " takes " + keys + " keys, this library passes " + script.keys);
            }
        }
    }

    Script(String scriptName, int keys) {
        this(scriptName, keys, false);
    }

    Script(String scriptName, int keys, boolean isJoint) {
        this.scriptName = scriptName;
        this.keys = keys;
        this.source = resource(scriptName + ".lua").getBytes(StandardCharsets.UTF_8);
        this.sha1 = Text.of(sha1(source));
        this.keyCount = Text.of(keys);
        this.joint = isJoint ? new JointScript(scriptName, keys) : null;
    }

    String scriptName() {
        return scriptName;
    }

    int keys() {
        return keys;
    }

    byte[] source() {
        return source;
    }

    byte[] sha1() {
        return sha1;
    }

    byte[] keyCount() {
        return keyCount;
    }

    /** The form that runs for several jobs in one call; null where there is none. */
    @Nullable
    JointScript joint() {
        return joint;
    }

    static String sha1(byte[] source) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(source));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String resource(String name) {
        try (InputStream in = Script.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("BullMQ's script " + name + " is not packaged");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
