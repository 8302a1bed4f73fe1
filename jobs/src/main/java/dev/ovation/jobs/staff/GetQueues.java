package dev.ovation.jobs.staff;

import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Route;
import dev.ovation.runtime.work.JobQueue;
import dev.ovation.runtime.work.JobQueues;
import java.util.Arrays;
import java.util.Map;

/** {@code GET /api/admin/queues}: counts and schedules of all queues. */
public final class GetQueues implements Endpoint {

    private final JobQueues queues;

    public GetQueues(JobQueues queues) {
        this.queues = queues;
    }

    @Override
    public Route route() {
        return Staff.reading(Route.get("/api/admin/queues"));
    }

    @Override
    public Answer answer(Call call) {
        call.query().knowing();
        return Answer.ok(Map.of(
                "queues",
                Asking.queue(() -> Arrays.stream(JobQueue.values())
                        .map(queue -> QueueView.of(queues.of(queue)))
                        .toList())));
    }
}
