package dev.ovation.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * One connection that many threads share. Whoever finds the lane free serves everything that waits in it: it writes
 * all commands in one go and reads all answers. Those who come meanwhile wait and form the next batch, so that a busy
 * lane makes one round trip for many jobs, and an idle one makes a call without any change of threads.
 *
 * <p>A virtual thread that is interrupted inside a socket closes that socket under everybody. So only threads that
 * nobody outside this library interrupts serve the lane themselves; for all others a thread of the lane's own does.
 */
final class CommandLane {

    /** Enough to fill Redis's reading buffer a few times; more would only delay the first answers. */
    private static final int LARGEST_BATCH = 128;

    /** After this long without traffic the connection is tried before a command that must not be sent twice. */
    private static final long IDLE_NANOS = 1_000_000_000L;

    private final RedisDialer dialer;
    private final ConcurrentLinkedQueue<Call> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean busy = new AtomicBoolean();
    private final List<Call> batch = new ArrayList<>();
    private volatile @Nullable Connection connection;
    private volatile boolean closed;
    private long lastUse;

    CommandLane(RedisDialer dialer) {
        this.dialer = dialer;
    }

    boolean isBusy() {
        return busy.get();
    }

    /**
     * Sends the commands in order and waits for their answers: what Redis said, or a {@link JedisDataException} for
     * what it refused.
     *
     * @param uninterrupted whether nobody can interrupt the calling thread meanwhile
     * @throws QueueException if Redis could not be asked
     */
    Object[] call(List<Command> commands, boolean uninterrupted) {
        Thread caller = Thread.currentThread();
        Call call = new Call(commands, caller, uninterrupted || !caller.isVirtual());
        waiting.add(call);
        if (!call.mayServe && !busy.get()) {
            Thread.startVirtualThread(this::serveOnce);
        }
        boolean interrupted = Thread.interrupted();
        while (!call.done) {
            if (!call.mayServe || !serveOnce()) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            caller.interrupt();
        }
        if (call.failure != null) {
            throw call.failure;
        }
        return call.answers;
    }

    void close() {
        closed = true;
        RedisDialer.hangUp(connection);
    }

    /** Serves what waits now, unless somebody else is doing it. */
    private boolean serveOnce() {
        if (!busy.compareAndSet(false, true)) {
            return false;
        }
        try {
            for (Call next = waiting.poll(); next != null; next = waiting.poll()) {
                batch.add(next);
                if (batch.size() == LARGEST_BATCH) {
                    break;
                }
            }
            if (!batch.isEmpty()) {
                serve(batch);
            }
        } finally {
            List<Call> served = List.copyOf(batch);
            batch.clear();
            busy.set(false);
            for (Call call : served) {
                call.finish();
            }
            handOver();
        }
        return true;
    }

    /** Whoever waits at the head of the line serves the next batch. */
    private void handOver() {
        Call next = waiting.peek();
        if (next == null) {
            return;
        }
        if (next.mayServe) {
            LockSupport.unpark(next.caller);
        } else {
            Thread.startVirtualThread(this::serveOnce);
        }
    }

    private void serve(List<Call> calls) {
        List<Call> open = calls;
        for (int attempt = 0; !open.isEmpty(); attempt++) {
            boolean sent = false;
            try {
                Connection live = live(open);
                sent = true;
                exchange(live, open);
                lastUse = System.nanoTime();
                return;
            } catch (QueueException e) {
                open.forEach(call -> call.failure = e);
                return;
            } catch (JedisException e) {
                RedisDialer.hangUp(connection);
                connection = null;
                open = failAllBut(open, e, sent, attempt == 0);
            } catch (RuntimeException | Error e) {
                RedisDialer.hangUp(connection);
                connection = null;
                QueueException failure = new QueueException("a command could not be sent: " + e, e);
                open.forEach(call -> call.failure = failure);
                return;
            }
        }
    }

    private Connection live(List<Call> calls) {
        if (closed) {
            throw new QueueException("the connection is closed");
        }
        Connection current = connection;
        if (current != null && System.nanoTime() - lastUse > IDLE_NANOS && !allRepeatable(calls)) {
            try {
                current.ping();
            } catch (JedisException e) {
                RedisDialer.hangUp(current);
                current = null;
            }
        }
        if (current == null) {
            current = dialer.dial(null);
            connection = current;
        }
        return current;
    }

    private void exchange(Connection live, List<Call> calls) {
        int count = 0;
        for (Call call : calls) {
            for (Command command : call.commands) {
                live.sendCommand(command.name(), command.args());
                count++;
            }
        }
        List<Object> answers = live.getMany(count);
        int next = 0;
        for (Call call : calls) {
            for (int i = 0; i < call.answers.length; i++) {
                Object answer = answers.get(next++);
                call.answers[i] = answer;
                if (answer instanceof JedisDataException e
                        && String.valueOf(e.getMessage()).startsWith("READONLY")) {
                    // A fail-over made this server a replica: the next dial finds the new master by its name.
                    RedisDialer.hangUp(live);
                    connection = null;
                }
            }
        }
    }

    /** Fails the calls that can't be sent again and gives the others back. */
    private List<Call> failAllBut(List<Call> calls, JedisException cause, boolean sent, boolean firstAttempt) {
        List<Call> again = new ArrayList<>();
        for (Call call : calls) {
            if (firstAttempt && call.repeatable() && cause instanceof JedisConnectionException && !closed) {
                again.add(call);
            } else {
                call.failure = dialer.failure(cause, sent);
            }
        }
        return again;
    }

    private static boolean allRepeatable(List<Call> calls) {
        for (Call call : calls) {
            if (!call.repeatable()) {
                return false;
            }
        }
        return true;
    }

    private static final class Call {
        final List<Command> commands;
        final Object[] answers;
        final Thread caller;
        final boolean mayServe;

        @Nullable
        QueueException failure;

        volatile boolean done;

        Call(List<Command> commands, Thread caller, boolean mayServe) {
            this.commands = commands;
            this.answers = new Object[commands.size()];
            this.caller = caller;
            this.mayServe = mayServe;
        }

        boolean repeatable() {
            for (Command command : commands) {
                if (!command.repeatable()) {
                    return false;
                }
            }
            return true;
        }

        void finish() {
            done = true;
            if (Thread.currentThread() != caller) {
                LockSupport.unpark(caller);
            }
        }
    }
}
