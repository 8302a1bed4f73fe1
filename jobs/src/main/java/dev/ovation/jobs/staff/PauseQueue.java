package dev.ovation.jobs.staff;

import dev.ovation.queue.Queue;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.BodyRule;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Route;
import dev.ovation.runtime.work.JobQueues;

/**
 * {@code POST /api/admin/queues/{queue}/pause} and {@code /resume}: no job server takes further jobs of it; those that
 * run go on.
 */
public final class PauseQueue implements Endpoint {

    private final JobQueues queues;
    private final boolean pause;

    private PauseQueue(JobQueues queues, boolean pause) {
        this.queues = queues;
        this.pause = pause;
    }

    public static PauseQueue pausing(JobQueues queues) {
        return new PauseQueue(queues, true);
    }

    public static PauseQueue resuming(JobQueues queues) {
        return new PauseQueue(queues, false);
    }

    @Override
    public Route route() {
        return Staff.acting(Route.post("/api/admin/queues/{queue}/" + verb()).taking(BodyRule.OPTIONAL_JSON));
    }

    @Override
    public Answer answer(Call call) {
        Queue<?> queue = queues.of(Staff.queue(call));
        QueueView view = Asking.queue(() -> {
            if (pause) {
                queue.pause();
            } else {
                queue.resume();
            }
            return QueueView.of(queue);
        });
        Staff.did(call, verb() + " " + queue.name());
        return Answer.ok(view);
    }

    private String verb() {
        return pause ? "pause" : "resume";
    }
}
