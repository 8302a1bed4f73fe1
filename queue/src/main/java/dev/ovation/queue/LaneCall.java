package dev.ovation.queue;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What one thread asks of a lane, and what it was told. */
final class LaneCall {
    final List<Command> commands;
    final @Nullable JointScript joint;

    @Nullable
    Object[] answers = {};

    boolean repeated;
    volatile @Nullable Thread driver;
    volatile @Nullable LaneSession session;

    @Nullable
    QueueException failure;

    volatile boolean done;

    LaneCall(List<Command> commands) {
        this.commands = commands;
        this.joint = commands.size() == 1 ? commands.getFirst().joint() : null;
    }

    boolean fits(LaneCall other) {
        return joint != null && joint == other.joint && joint.fits(commands.getFirst(), other.commands.getFirst());
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
