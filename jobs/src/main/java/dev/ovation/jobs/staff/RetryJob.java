package dev.ovation.jobs.staff;

import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.BodyRule;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Route;
import dev.ovation.runtime.work.JobQueue;
import dev.ovation.runtime.work.JobQueues;
import java.util.Map;

/** {@code POST /api/admin/jobs/{queue}/{id}/retry}: gives a failed job all its attempts anew. */
public final class RetryJob implements Endpoint {

    private final JobQueues queues;

    public RetryJob(JobQueues queues) {
        this.queues = queues;
    }

    @Override
    public Route route() {
        return Staff.acting(Route.post("/api/admin/jobs/{queue}/{id}/retry").taking(BodyRule.OPTIONAL_JSON));
    }

    @Override
    public Answer answer(Call call) {
        JobQueue queue = Staff.queue(call);
        String id = call.variable("id").plain(GetJob.MAX_ID);
        Asking.queue(() -> {
            queues.of(queue).retry(id);
            return id;
        });
        Staff.did(call, "retry " + queue.queueName() + "/" + id);
        return Answer.accepted(Map.of("queue", queue.queueName(), "jobId", id));
    }
}
