package dev.ovation.jobs.staff;

import dev.ovation.core.account.ActorType;
import dev.ovation.queue.Deduplication;
import dev.ovation.queue.JobOptions;
import dev.ovation.queue.Queue;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.BodyRule;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Route;
import dev.ovation.runtime.work.AccrualJob;
import dev.ovation.runtime.work.JobNames;
import dev.ovation.runtime.work.JobQueues;
import dev.ovation.runtime.work.SettlementJob;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * {@code POST /api/admin/jobs/settlement}, {@code /approval} and {@code /accrual}: runs now what the schedule would run
 * later. Asking again before such a job has ended answers with that job.
 *
 * @param <T> the queue's payload
 */
public final class TriggerJob<T> implements Endpoint {

    private final Route route;
    private final Queue<T> queue;
    private final String jobName;
    private final Function<String, T> payload;

    /**
     * @param payload from the request's id
     */
    private TriggerJob(Route route, Queue<T> queue, String jobName, Function<String, T> payload) {
        this.route = route.taking(BodyRule.OPTIONAL_JSON);
        this.queue = queue;
        this.jobName = jobName;
        this.payload = payload;
    }

    public static Endpoint settlement(JobQueues queues) {
        return new TriggerJob<>(
                Staff.acting(Route.post("/api/admin/jobs/settlement")),
                queues.settlement(),
                JobNames.SETTLE,
                SettlementJob::new);
    }

    /** Open to compliance as well: it decides what approval waits for. */
    public static Endpoint approval(JobQueues queues) {
        return new TriggerJob<>(
                Route.post("/api/admin/jobs/approval").only(ActorType.OPERATOR, ActorType.COMPLIANCE, ActorType.ADMIN),
                queues.settlement(),
                JobNames.APPROVE,
                SettlementJob::new);
    }

    public static Endpoint accrual(JobQueues queues) {
        return new TriggerJob<>(
                Staff.acting(Route.post("/api/admin/jobs/accrual")),
                queues.accrual(),
                JobNames.REFRESH,
                requestId -> new AccrualJob(List.of(), requestId));
    }

    @Override
    public Route route() {
        return route;
    }

    @Override
    public Answer answer(Call call) {
        String id = Asking.queue(() -> queue.add(
                jobName,
                payload.apply(call.requestId()),
                JobOptions.defaults().deduplication(Deduplication.untilFinished("staff-" + jobName))));
        Staff.did(call, jobName + " " + queue.name() + "/" + id);
        return Answer.accepted(Map.of("queue", queue.name(), "jobId", id));
    }
}
