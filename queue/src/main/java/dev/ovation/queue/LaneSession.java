package dev.ovation.queue;

import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/** One connection from its dialling to its end, and whose answers are under way on it. */
final class LaneSession {

    /** After this long without traffic the connection is tried before a command that must not be sent twice. */
    private static final long IDLE_NANOS = 1_000_000_000L;

    final LaneConnection connection;
    final WriteLimit limit;
    final Queue<LaneFlight> sent = new ConcurrentLinkedQueue<>();
    final AtomicBoolean reading = new AtomicBoolean();
    final Set<JointScript> knownScripts = ConcurrentHashMap.newKeySet();

    /** How many flights of gathered calls are under way. */
    final AtomicInteger flights = new AtomicInteger();

    /** How many gathered calls these carry. */
    final AtomicInteger underWay = new AtomicInteger();

    /** How many of those whom the last such flight set to work haven't called again. */
    final AtomicInteger expected = new AtomicInteger();

    volatile boolean broken;
    volatile long lastUse = System.nanoTime();

    LaneSession(LaneConnection connection, long writeNanos) {
        this.connection = connection;
        this.limit = new WriteLimit(connection, writeNanos);
    }

    /** What Redis says to each of a flight's calls, or to each command of its only call. */
    @Nullable
    Object[] answers(LaneFlight flight) {
        @Nullable Object[] answers = new Object[flight.commands.size()];
        for (int i = 0; i < answers.length; i++) {
            answers[i] = connection.answer();
        }
        if (flight.joint != null) {
            if (answers[0] instanceof JedisNoScriptException) {
                knownScripts.remove(flight.joint);
            }
            answers = JointScript.split(answers[0], flight.calls.size());
        }
        for (Object answer : answers) {
            if (answer instanceof JedisException e && Refusal.endsSession(e.getMessage())) {
                broken = true;
            }
        }
        return answers;
    }

    /** Whether it died while nobody looked; asked only where finding out later would be too late. */
    boolean isStale(boolean repeatable) {
        if (System.nanoTime() - lastUse < IDLE_NANOS || !sent.isEmpty() || repeatable) {
            return false;
        }
        if (!reading.compareAndSet(false, true)) {
            return false;
        }
        try {
            connection.ping();
            return false;
        } catch (JedisException e) {
            return true;
        } finally {
            reading.set(false);
        }
    }
}
