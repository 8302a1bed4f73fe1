package dev.ovation.queue;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * One connection that many threads share, both ways at once. Whoever finds nobody writing writes all commands that
 * wait; whoever finds nobody reading reads answers, everybody's in their order, until its own has come. So a busy lane
 * keeps Redis supplied without a pause, and an idle one makes a call without any change of threads.
 *
 * <p>A virtual thread that is interrupted inside a socket closes that socket under everybody. So only threads that
 * nobody outside this library interrupts go near it; for all others a thread of the lane's own does.
 */
final class CommandLane {

    /** After this long without traffic the connection is tried before a command that must not be sent twice. */
    private static final long IDLE_NANOS = 1_000_000_000L;

    private final RedisDialer dialer;
    private final long spinNanos;
    private final Queue<Call> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean writing = new AtomicBoolean();
    private volatile @Nullable Session session;
    private volatile boolean closed;

    CommandLane(RedisDialer dialer) {
        this(dialer, 0);
    }

    /**
     * @param spinNanos how long a thread looks for its answer before it sleeps
     */
    CommandLane(RedisDialer dialer, long spinNanos) {
        this.dialer = dialer;
        this.spinNanos = spinNanos;
    }

    /** Whether somebody's answer is under way. */
    boolean isBusy() {
        Session current = session;
        return writing.get() || (current != null && !current.sent.isEmpty());
    }

    /**
     * Sends the commands in order and waits for their answers: what Redis said, or a
     * {@link redis.clients.jedis.exceptions.JedisDataException} for what it refused.
     *
     * @param uninterrupted whether nobody can interrupt the calling thread meanwhile
     * @throws QueueException if Redis could not be asked
     */
    Object[] call(List<Command> commands, boolean uninterrupted) {
        Thread caller = Thread.currentThread();
        boolean interrupted = Thread.interrupted();
        Call call = new Call(commands);
        if (uninterrupted || !caller.isVirtual()) {
            drive(call);
        } else {
            Thread.startVirtualThread(() -> {
                drive(call);
                LockSupport.unpark(caller);
            });
            while (!call.done) {
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
        Session current = session;
        if (current != null) {
            RedisDialer.hangUp(current.connection);
        }
    }

    private void drive(Call call) {
        call.driver = Thread.currentThread();
        waiting.add(call);
        boolean interrupted = false;
        while (!call.done) {
            write();
            Session mine = call.session;
            if (!call.done && (mine == null || !read(mine, call))) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes what waits, unless somebody is doing it: that thread looks again before it leaves. */
    private void write() {
        while (!waiting.isEmpty() && writing.compareAndSet(false, true)) {
            Session open = null;
            try {
                open = open();
                open.limit.begin();
                for (Call call = waiting.poll(); call != null; call = waiting.poll()) {
                    // In the line before it is on the wire, so that whoever reads knows whose answer comes next.
                    call.session = open;
                    open.sent.add(call);
                    for (Command command : call.commands) {
                        open.limit.next(command);
                        open.connection.sendCommand(command.name(), command.args());
                    }
                }
                open.connection.flush();
            } catch (QueueException e) {
                failWaiting(e);
            } catch (JedisException e) {
                breakOff(open, e);
            } catch (RuntimeException | Error e) {
                breakOff(open, new JedisConnectionException("a command could not be sent: " + e, e));
            } finally {
                if (open != null) {
                    open.limit.end();
                }
                writing.set(false);
            }
            if (open != null && open.broken) {
                // A reader may have given up between two of the lines above.
                breakOff(open, new JedisConnectionException("the connection broke"));
            } else if (open != null) {
                wakeReader(open);
            }
        }
    }

    /** Reads answers until that of this call has come; false if somebody else is reading. */
    private boolean read(Session from, Call until) {
        if (!from.reading.compareAndSet(false, true)) {
            return false;
        }
        try {
            while (!until.done && !from.broken) {
                Call next = from.sent.peek();
                if (next == null) {
                    break;
                }
                for (int i = 0; i < next.answers.length; i++) {
                    next.answers[i] = from.answer();
                }
                from.lastUse = System.nanoTime();
                if (from.sent.remove(next)) {
                    next.finish();
                } // Else whoever broke the session off has taken it, to send it again.
            }
        } catch (JedisException e) {
            breakOff(from, e);
        } catch (RuntimeException | Error e) {
            breakOff(from, new JedisConnectionException("an answer could not be read: " + e, e));
        } finally {
            from.reading.set(false);
        }
        if (from.broken) {
            breakOff(from, new JedisConnectionException("the connection broke"));
        } else {
            wakeReader(from);
        }
        return true;
    }

    /** Whoever's answer is next reads on. */
    private static void wakeReader(Session of) {
        Call next = of.sent.peek();
        if (next != null && !of.reading.get()) {
            next.wake();
        }
    }

    private Session open() {
        if (closed) {
            throw new QueueException("the connection is closed");
        }
        Session current = session;
        if (current != null && !current.broken && current.isStale(waiting)) {
            current.broken = true;
            RedisDialer.hangUp(current.connection);
        }
        if (current == null || current.broken) {
            current = new Session(
                    dialer.dial(null), dialer.settings().commandTimeout().toNanos());
            current.connection.spin(spinNanos);
            session = current;
        }
        return current;
    }

    private void failWaiting(QueueException failure) {
        for (Call call = waiting.poll(); call != null; call = waiting.poll()) {
            call.failure = failure;
            call.finish();
        }
    }

    /** Ends a session: its calls are sent again where that does no harm, once, and fail where it might. */
    private void breakOff(@Nullable Session of, JedisException cause) {
        if (of == null) {
            failWaiting(dialer.failure(cause, false));
            return;
        }
        of.broken = true;
        RedisDialer.hangUp(of.connection);
        for (Call call = of.sent.poll(); call != null; call = of.sent.poll()) {
            if (call.repeatable() && !call.repeated && !closed && cause instanceof JedisConnectionException) {
                call.repeated = true;
                call.session = null;
                waiting.add(call);
                call.wake();
            } else {
                call.failure = dialer.failure(cause, true);
                call.finish();
            }
        }
    }

    /** One connection from its dialling to its end, and whose answers are under way on it. */
    private static final class Session {
        final LaneConnection connection;
        final WriteLimit limit;
        final Queue<Call> sent = new ConcurrentLinkedQueue<>();
        final AtomicBoolean reading = new AtomicBoolean();
        volatile boolean broken;
        volatile long lastUse = System.nanoTime();

        Session(LaneConnection connection, long writeNanos) {
            this.connection = connection;
            this.limit = new WriteLimit(connection, writeNanos);
        }

        @Nullable
        Object answer() {
            Object answer = connection.answer();
            if (answer instanceof JedisException e && Refusal.endsSession(e.getMessage())) {
                broken = true;
            }
            return answer;
        }

        /** Whether it died while nobody looked; asked only where finding out later would be too late. */
        boolean isStale(Queue<Call> calls) {
            if (System.nanoTime() - lastUse < IDLE_NANOS || !sent.isEmpty() || allRepeatable(calls)) {
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

        private static boolean allRepeatable(Queue<Call> calls) {
            for (Call call : calls) {
                if (!call.repeatable()) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final class Call {
        final List<Command> commands;
        final @Nullable Object[] answers;
        boolean repeated;
        volatile @Nullable Thread driver;
        volatile @Nullable Session session;

        @Nullable
        QueueException failure;

        volatile boolean done;

        Call(List<Command> commands) {
            this.commands = commands;
            this.answers = new Object[commands.size()];
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
            wake();
        }

        void wake() {
            Thread thread = driver;
            if (thread != null && thread != Thread.currentThread()) {
                LockSupport.unpark(thread);
            }
        }
    }
}
