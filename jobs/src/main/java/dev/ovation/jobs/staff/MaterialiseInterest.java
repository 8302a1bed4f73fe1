package dev.ovation.jobs.staff;

import dev.ovation.core.value.Address;
import dev.ovation.queue.JobOptions;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.FieldText;
import dev.ovation.runtime.http.Route;
import dev.ovation.runtime.work.AccrualJob;
import dev.ovation.runtime.work.JobNames;
import dev.ovation.runtime.work.JobQueues;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code POST /api/admin/accrual/materialise} {addresses}: writes their interest down on the chain. */
public final class MaterialiseInterest implements Endpoint {

    private static final int MOST = 500;

    private final JobQueues queues;

    public MaterialiseInterest(JobQueues queues) {
        this.queues = queues;
    }

    @Override
    public Route route() {
        return Staff.acting(Route.post("/api/admin/accrual/materialise"));
    }

    @Override
    public Answer answer(Call call) {
        List<String> addresses = call.json().shaped(Set.of("addresses"), Set.of()).texts("addresses", 1, MOST).stream()
                .map(FieldText::address)
                .distinct()
                .map(Address::toString)
                .toList();
        AccrualJob job = new AccrualJob(addresses, call.requestId());
        String id = Asking.queue(() -> queues.accrual().add(JobNames.MATERIALISE, job, JobOptions.defaults()));
        Staff.did(call, "materialise " + addresses.size() + " accounts");
        return Answer.accepted(Map.of("queue", queues.accrual().name(), "jobId", id));
    }
}
