package dev.ovation.queue;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * A program's way to one Redis: a few connections that all its queues and workers share for commands. Each worker and
 * each {@link QueueEvents} opens one more for itself, on which it waits.
 *
 * <p>Nothing is opened until it is needed, and what broke is opened again by the next call; so it may be built while
 * Redis is down. Safe for any number of threads.
 */
public final class QueueConnection implements AutoCloseable {

    private final RedisDialer dialer;
    private final InstantSource clock;
    private final CommandLane[] lanes;
    private final CommandLane aside;
    private final AtomicInteger turn = new AtomicInteger();

    private QueueConnection(RedisSettings settings, InstantSource clock) {
        this.dialer = new RedisDialer(settings);
        this.clock = clock;
        this.lanes = new CommandLane[settings.lanes()];
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = new CommandLane(dialer);
        }
        this.aside = new CommandLane(dialer);
    }

    /**
     * @param redisUrl as {@link RedisSettings#of} reads it
     */
    public static QueueConnection open(String redisUrl) {
        return open(RedisSettings.of(redisUrl));
    }

    public static QueueConnection open(RedisSettings settings) {
        return open(settings, InstantSource.system());
    }

    /**
     * @param clock what the time is for delays, schedules and rate limits; all programs of a queue must agree on it
     */
    public static QueueConnection open(RedisSettings settings, InstantSource clock) {
        return new QueueConnection(settings, clock);
    }

    /**
     * Asks Redis for a sign of life.
     *
     * @throws RedisUnavailableException if it can't be reached
     * @throws RedisRefusedException if it doesn't let us in
     */
    public void ping() {
        run(Command.plain(Protocol.Command.PING));
    }

    /** Closes the shared connections; queues and workers that use them must be closed before. */
    @Override
    public void close() {
        for (CommandLane lane : lanes) {
            lane.close();
        }
        aside.close();
    }

    RedisDialer dialer() {
        return dialer;
    }

    long now() {
        return clock.millis();
    }

    /** As any thread may call it. */
    Object run(Command command) {
        return answer(lane(), command, false);
    }

    /** For threads of this library that nobody interrupts while they are here. */
    Object runUninterrupted(Command command) {
        return answer(lane(), command, true);
    }

    /** A connection of a worker's own for what its threads, which nobody interrupts there, tell Redis; theirs to close. */
    CommandLane openLane(long spinNanos) {
        return new CommandLane(dialer, spinNanos);
    }

    /** On a lane that {@link #openLane} gave. */
    Object runOn(CommandLane lane, Command command) {
        return answer(lane, command, true);
    }

    /** On a connection that no handler uses, for a platform thread: what must not wait behind anybody's work. */
    Object runAside(Command command) {
        return answer(aside, command, true);
    }

    /** Sends all commands together; an answer that is an error is thrown once all have been read. */
    List<Object> runAll(List<Command> commands) {
        CommandLane lane = lane();
        Object[] answers = lane.call(commands, false);
        List<Object> results = new ArrayList<>(answers.length);
        for (int i = 0; i < answers.length; i++) {
            results.add(checked(lane, commands.get(i), answers[i], false));
        }
        return results;
    }

    private Object answer(CommandLane lane, Command command, boolean uninterrupted) {
        return checked(lane, command, lane.call(List.of(command), uninterrupted)[0], uninterrupted);
    }

    @SuppressWarnings("NullAway") // Redis's nil is null: callers of commands that can answer nil expect it.
    private Object checked(CommandLane lane, Command command, Object answer, boolean uninterrupted) {
        if (answer instanceof JedisNoScriptException && command.script() != null) {
            return answer(lane, command.withSource(command.script()), uninterrupted);
        }
        if (answer instanceof JedisDataException refused) {
            throw dialer.failure((JedisException) refused, false);
        }
        return answer;
    }

    /** A free lane if there is one, else the next in turn. */
    private CommandLane lane() {
        for (CommandLane lane : lanes) {
            if (!lane.isBusy()) {
                return lane;
            }
        }
        return lanes[Math.floorMod(turn.getAndIncrement(), lanes.length)];
    }
}
