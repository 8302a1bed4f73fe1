package dev.ovation.jobs.staff;

import dev.ovation.queue.Queue;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Route;
import dev.ovation.runtime.work.JobQueues;

/** {@code GET /api/admin/jobs/{queue}/{id}}. */
public final class GetJob implements Endpoint {

    static final int MAX_ID = 200;

    private final JobQueues queues;

    public GetJob(JobQueues queues) {
        this.queues = queues;
    }

    @Override
    public Route route() {
        return Staff.reading(Route.get("/api/admin/jobs/{queue}/{id}"));
    }

    @Override
    public Answer answer(Call call) {
        call.query().knowing();
        Queue<?> queue = queues.of(Staff.queue(call));
        String id = call.variable("id").plain(MAX_ID);
        return Answer.ok(Asking.queue(() ->
                queue.getJob(id).map(job -> JobView.of(job, queue.state(id))).orElseThrow(Asking::unknownJob)));
    }
}
