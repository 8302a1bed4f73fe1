package dev.ovation.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * One connection that many threads share, both ways at once. Whoever finds nobody writing writes all commands that
 * wait; whoever finds nobody reading reads answers, everybody's in their order, until its own has come. So a busy lane
 * keeps Redis supplied without a pause, and an idle one makes a call without any change of threads.
 *
 * <p>Calls of a {@link JointScript} gather while Redis has enough of them to work at, and travel together: one flight is
 * being worked at while the next one waits in Redis's socket. None waits where few are under way.
 *
 * <p>A virtual thread that is interrupted inside a socket closes that socket under everybody. So only threads that
 * nobody outside this library interrupts go near it; for all others a thread of the lane's own does.
 */
final class CommandLane {

    /**
     * With fewer jobs than this in Redis's hands none waits for company: a call of two or three costs Redis as much as they
     * do alone when it finds them side by side.
     */
    private static final int FEW = 5;

    private final RedisDialer dialer;
    private final long spinNanos;
    private final Queue<LaneCall> waiting = new ConcurrentLinkedQueue<>();
    private final Queue<LaneCall> gathering = new ConcurrentLinkedQueue<>();
    private final AtomicInteger gathered = new AtomicInteger();
    private final AtomicBoolean writing = new AtomicBoolean();
    private volatile @Nullable LaneSession session;
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
        LaneSession current = session;
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
        LaneCall call = new LaneCall(commands);
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
        LaneSession current = session;
        if (current != null) {
            RedisDialer.hangUp(current.connection);
        }
    }

    private void drive(LaneCall call) {
        call.driver = Thread.currentThread();
        enqueue(call);
        boolean interrupted = false;
        while (!call.done) {
            write();
            LaneSession mine = call.session;
            if (!call.done && (mine == null || !read(mine, call))) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void enqueue(LaneCall call) {
        if (call.joint == null) {
            waiting.add(call);
            return;
        }
        gathering.add(call);
        gathered.incrementAndGet();
        LaneSession current = session;
        if (current != null) {
            current.expected.decrementAndGet();
        }
    }

    /** Writes what waits, unless somebody is doing it: that thread looks again before it leaves. */
    private void write() {
        while ((!waiting.isEmpty() || mayTakeOff()) && writing.compareAndSet(false, true)) {
            LaneSession open = null;
            try {
                open = open();
                open.limit.begin();
                for (LaneCall call = waiting.poll(); call != null; call = waiting.poll()) {
                    send(open, new LaneFlight(List.of(call), call.commands, null));
                }
                while (mayTakeOff()) {
                    send(open, takeOff(open));
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

    private static void send(LaneSession open, LaneFlight flight) {
        // In the line before it is on the wire, so that whoever reads knows whose answer comes next.
        for (LaneCall call : flight.calls) {
            call.session = open;
        }
        open.sent.add(flight);
        for (Command command : flight.commands) {
            open.limit.next(command);
            open.connection.sendCommand(command.name(), command.args());
        }
    }

    /**
     * Whether gathered calls shall be sent: at once where Redis has but few in hand. Else a second flight leaves when all
     * whom the last answer set to work are back, or as many as one flight takes, and a third when the first is back.
     */
    private boolean mayTakeOff() {
        if (gathering.isEmpty()) {
            return false;
        }
        LaneSession current = session;
        if (current == null || current.broken || current.underWay.get() < FEW) {
            return true;
        }
        int flights = current.flights.get();
        return flights == 0 || (flights == 1 && (current.expected.get() <= 0 || gathered.get() >= JointScript.MOST));
    }

    /** Those that have gathered longest, as far as they fit each other. */
    private LaneFlight takeOff(LaneSession open) {
        List<LaneCall> calls = new ArrayList<>();
        List<Command> singles = new ArrayList<>();
        for (LaneCall next : gathering) {
            if (calls.size() == JointScript.MOST
                    || (!calls.isEmpty() && !calls.getFirst().fits(next))) {
                break;
            }
            calls.add(next);
            singles.add(next.commands.getFirst());
        }
        JointScript joint = calls.size() == 1 ? null : calls.getFirst().joint;
        List<Command> commands = joint == null ? singles : List.of(joint.join(singles, open.knownScripts.add(joint)));
        calls.forEach(gathering::remove);
        gathered.addAndGet(-calls.size());
        open.flights.incrementAndGet();
        open.underWay.addAndGet(calls.size());
        return new LaneFlight(calls, commands, joint);
    }

    /** Reads answers until that of this call has come; false if somebody else is reading. */
    private boolean read(LaneSession from, LaneCall until) {
        if (!from.reading.compareAndSet(false, true)) {
            return false;
        }
        try {
            while (!until.done && !from.broken) {
                LaneFlight next = from.sent.peek();
                if (next == null) {
                    break;
                }
                @Nullable Object[] answers = from.answers(next);
                from.lastUse = System.nanoTime();
                if (from.sent.remove(next)) {
                    if (next.isOfGathered()) {
                        from.expected.set(next.calls.size());
                        from.flights.decrementAndGet();
                        from.underWay.addAndGet(-next.calls.size());
                        write();
                    }
                    next.finish(answers);
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
    private static void wakeReader(LaneSession of) {
        LaneFlight next = of.sent.peek();
        if (next != null && !of.reading.get()) {
            next.calls.getFirst().wake();
        }
    }

    private LaneSession open() {
        if (closed) {
            throw new QueueException("the connection is closed");
        }
        LaneSession current = session;
        if (current != null && !current.broken && current.isStale(gathering.isEmpty() && allRepeatable())) {
            current.broken = true;
            RedisDialer.hangUp(current.connection);
        }
        if (current == null || current.broken) {
            current = new LaneSession(
                    dialer.dial(null), dialer.settings().commandTimeout().toNanos());
            current.connection.spin(spinNanos);
            session = current;
        }
        return current;
    }

    private void failWaiting(QueueException failure) {
        for (LaneCall call = waiting.poll(); call != null; call = waiting.poll()) {
            call.failure = failure;
            call.finish();
        }
        for (LaneCall call = gathering.poll(); call != null; call = gathering.poll()) {
            gathered.decrementAndGet();
            call.failure = failure;
            call.finish();
        }
    }

    private boolean allRepeatable() {
        for (LaneCall call : waiting) {
            if (!call.repeatable()) {
                return false;
            }
        }
        return true;
    }

    /** Ends a session: its calls are sent again where that does no harm, once, and fail where it might. */
    private void breakOff(@Nullable LaneSession of, JedisException cause) {
        if (of == null) {
            failWaiting(dialer.failure(cause, false));
            return;
        }
        of.broken = true;
        RedisDialer.hangUp(of.connection);
        for (LaneFlight flight = of.sent.poll(); flight != null; flight = of.sent.poll()) {
            for (LaneCall call : flight.calls) {
                if (call.repeatable() && !call.repeated && !closed && cause instanceof JedisConnectionException) {
                    call.repeated = true;
                    call.session = null;
                    enqueue(call);
                    call.wake();
                } else {
                    call.failure = dialer.failure(cause, true);
                    call.finish();
                }
            }
        }
        LaneCall stranded = gathering.peek();
        if (stranded != null) {
            stranded.wake();
        }
    }
}
