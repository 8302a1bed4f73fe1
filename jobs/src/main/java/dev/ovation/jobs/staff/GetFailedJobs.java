package dev.ovation.jobs.staff;

import dev.ovation.queue.JobState;
import dev.ovation.queue.Queue;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Route;
import dev.ovation.runtime.work.JobQueues;
import java.util.List;
import java.util.Map;

/** {@code GET /api/admin/queues/{queue}/failed?limit}: jobs that used up their attempts, the latest first. */
public final class GetFailedJobs implements Endpoint {

    private static final int MOST = 100;

    private final JobQueues queues;

    public GetFailedJobs(JobQueues queues) {
        this.queues = queues;
    }

    @Override
    public Route route() {
        return Staff.reading(Route.get("/api/admin/queues/{queue}/failed"));
    }

    @Override
    public Answer answer(Call call) {
        Queue<?> queue = queues.of(Staff.queue(call));
        int limit = call.query()
                .knowing("limit")
                .optional("limit")
                .map(text -> text.integer(1, MOST))
                .orElse(MOST);
        List<JobView> failed = Asking.queue(() -> queue.failedJobs(0, limit - 1).stream()
                .map(job -> JobView.of(job, JobState.FAILED))
                .toList());
        return Answer.ok(Map.of("jobs", failed));
    }
}
