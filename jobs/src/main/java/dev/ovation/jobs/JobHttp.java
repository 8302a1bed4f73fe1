package dev.ovation.jobs;

import dev.ovation.jobs.ops.CheckReadiness;
import dev.ovation.jobs.ops.GetHealth;
import dev.ovation.jobs.ops.GetMetrics;
import dev.ovation.jobs.ops.GetReady;
import dev.ovation.jobs.ops.QueueDepths;
import dev.ovation.jobs.staff.GetFailedJobs;
import dev.ovation.jobs.staff.GetJob;
import dev.ovation.jobs.staff.GetQueues;
import dev.ovation.jobs.staff.MaterialiseInterest;
import dev.ovation.jobs.staff.PauseQueue;
import dev.ovation.jobs.staff.RetryJob;
import dev.ovation.jobs.staff.RunReconciliation;
import dev.ovation.jobs.staff.TriggerJob;
import dev.ovation.jobs.work.ReconcileBooks;
import dev.ovation.runtime.http.ConnectionLimits;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.HttpServer;
import dev.ovation.runtime.http.ObserveRequests;
import dev.ovation.runtime.http.ReceiveBody;
import dev.ovation.runtime.http.RouteTable;
import dev.ovation.runtime.http.Serve;
import dev.ovation.runtime.http.Step;
import dev.ovation.runtime.http.WriteAnswer;
import dev.ovation.runtime.security.AddSecurityHeaders;
import dev.ovation.runtime.security.RequireRole;
import dev.ovation.runtime.signing.SigningRoutes;
import dev.ovation.runtime.work.JobQueues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The job server's HTTP: all of its routes behind the same chain that the API's have. */
final class JobHttp {

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /** Of staff and of monitoring. */
    private static final int CONNECTIONS = 1_024;

    private JobHttp() {}

    static HttpServer start(
            JobSettings settings, JobParts parts, CheckReadiness checkReadiness, ReconcileBooks reconcileBooks) {
        ObserveRequests observe = new ObserveRequests(parts.metrics());
        Serve serve = new Serve(
                new RouteTable(endpoints(parts, checkReadiness, reconcileBooks)),
                chain(settings, parts),
                new WriteAnswer(HEARTBEAT),
                observe);
        return HttpServer.start(
                settings.host(), settings.port(), serve, observe, new ConnectionLimits(CONNECTIONS, settings.grace()));
    }

    private static List<Step> chain(JobSettings settings, JobParts parts) {
        List<Step> chain = new ArrayList<>(parts.outerSteps());
        chain.add(new AddSecurityHeaders());
        chain.add(Serve.requireRoute());
        chain.add(new ReceiveBody(settings.maxBody()));
        chain.add(parts.authenticate());
        chain.add(new RequireRole());
        return chain;
    }

    private static List<Endpoint> endpoints(
            JobParts parts, CheckReadiness checkReadiness, ReconcileBooks reconcileBooks) {
        JobQueues queues = parts.queues();
        List<Endpoint> own = List.of(
                new GetHealth(),
                new GetReady(checkReadiness),
                new GetMetrics(parts.metrics(), new QueueDepths(queues, parts.metrics())),
                TriggerJob.settlement(queues),
                TriggerJob.approval(queues),
                TriggerJob.accrual(queues),
                new GetJob(queues),
                new RetryJob(queues),
                new GetQueues(queues),
                new GetFailedJobs(queues),
                PauseQueue.pausing(queues),
                PauseQueue.resuming(queues),
                new MaterialiseInterest(queues),
                new RunReconciliation(reconcileBooks));
        return Stream.concat(own.stream(), SigningRoutes.of(parts.signingAccounts()).stream())
                .toList();
    }
}
