package dev.ovation.queue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was sent together: one call's commands, or the one command of a joint script that serves several calls. */
final class LaneFlight {

    final List<LaneCall> calls;
    final List<Command> commands;

    /** Null where there is one call. */
    final @Nullable JointScript joint;

    LaneFlight(List<LaneCall> calls, List<Command> commands, @Nullable JointScript joint) {
        this.calls = calls;
        this.commands = commands;
        this.joint = joint;
    }

    boolean isOfGathered() {
        return calls.getFirst().joint != null;
    }

    void finish(@Nullable Object[] answers) {
        for (int i = 0; i < calls.size(); i++) {
            LaneCall call = calls.get(i);
            call.answers = calls.size() == 1 ? answers : new Object[] {answers[i]};
            call.finish();
        }
    }
}
