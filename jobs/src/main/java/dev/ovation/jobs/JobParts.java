package dev.ovation.jobs;

import dev.ovation.core.work.Leases;
import dev.ovation.jobs.ops.ReadyCheck;
import dev.ovation.jobs.sweep.Sweep;
import dev.ovation.queue.QueueConnection;
import dev.ovation.runtime.http.Step;
import dev.ovation.runtime.signing.SigningAccounts;
import dev.ovation.runtime.work.JobQueues;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Map;

/**
 * What a job server is made of.
 *
 * @param connection of {@code queues}
 * @param sweeps run at an interval, each by one job server at a time
 * @param metrics the process's one registry
 * @param signingAccounts of its roles
 * @param checks what it needs to be ready, by name, besides Redis and its own workers
 * @param outerSteps of the staff routes' security chain that come first, such as CORS and rate limits
 * @param authenticate tells who calls a staff route
 * @param connections closed in this order once the workers have finished
 */
public record JobParts(
        JobUseCases useCases,
        QueueConnection connection,
        JobQueues queues,
        Leases leases,
        List<Sweep> sweeps,
        PrometheusMeterRegistry metrics,
        SigningAccounts signingAccounts,
        Map<String, ReadyCheck> checks,
        List<Step> outerSteps,
        Step authenticate,
        List<AutoCloseable> connections) {

    public JobParts {
        sweeps = List.copyOf(sweeps);
        checks = Map.copyOf(checks);
        outerSteps = List.copyOf(outerSteps);
        connections = List.copyOf(connections);
    }
}
