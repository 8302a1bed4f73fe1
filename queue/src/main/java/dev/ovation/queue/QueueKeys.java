package dev.ovation.queue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The names of one queue's keys in Redis, as BullMQ builds them. */
final class QueueKeys {

    final String prefix;
    final String name;
    final String base;
    final byte[] root;
    final byte[] active;
    final byte[] wait;
    final byte[] paused;
    final byte[] id;
    final byte[] delayed;
    final byte[] prioritized;
    final byte[] waitingChildren;
    final byte[] stalledCheck;
    final byte[] completed;
    final byte[] failed;
    final byte[] stalled;
    final byte[] repeat;
    final byte[] limiter;
    final byte[] meta;
    final byte[] events;
    final byte[] priorityCounter;
    final byte[] marker;
    final byte[] metricsCompleted;
    final byte[] metricsFailed;

    QueueKeys(String prefix, String name) {
        if (name.isEmpty() || name.indexOf(':') >= 0) {
            throw new IllegalArgumentException("a queue's name is not empty and has no colon: " + name);
        }
        if (prefix.isEmpty()) {
            throw new IllegalArgumentException("a queue's prefix is not empty");
        }
        this.prefix = prefix;
        this.name = name;
        this.base = prefix + ":" + name + ":";
        this.root = Text.of(base);
        this.active = key("active");
        this.wait = key("wait");
        this.paused = key("paused");
        this.id = key("id");
        this.delayed = key("delayed");
        this.prioritized = key("prioritized");
        this.waitingChildren = key("waiting-children");
        this.stalledCheck = key("stalled-check");
        this.completed = key("completed");
        this.failed = key("failed");
        this.stalled = key("stalled");
        this.repeat = key("repeat");
        this.limiter = key("limiter");
        this.meta = key("meta");
        this.events = key("events");
        this.priorityCounter = key("pc");
        this.marker = key("marker");
        this.metricsCompleted = key("metrics:completed");
        this.metricsFailed = key("metrics:failed");
    }

    /** A job's hash, or any other key of the queue. */
    byte[] key(String suffix) {
        return Text.of(base + suffix);
    }

    /** The name under which Node's getWorkers and Bull Board look for a queue's clients in CLIENT LIST. */
    String clientName(String suffix) {
        return prefix + ":" + Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8)) + suffix;
    }
}
