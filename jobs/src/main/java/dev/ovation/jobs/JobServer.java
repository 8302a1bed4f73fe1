package dev.ovation.jobs;

import dev.ovation.jobs.ops.CheckReadiness;
import dev.ovation.jobs.ops.ReadyCheck;
import dev.ovation.jobs.sweep.RunSweeps;
import dev.ovation.jobs.sweep.Sweep;
import dev.ovation.jobs.work.JobWorkers;
import dev.ovation.jobs.work.KeepSchedules;
import dev.ovation.jobs.work.ReconcileBooks;
import dev.ovation.runtime.http.HttpServer;
import dev.ovation.runtime.settings.InvalidSetting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running job server. It starts whether or not Redis, the database and the chain answer; what needs them begins when
 * they do. Safe to share between threads.
 */
public final class JobServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(JobServer.class);

    /** In times of a job's lock, which is renewed while its job runs; a sweep's or a reconciliation's lease is not. */
    private static final int LEASE_IN_LOCKS = 4;

    private final JobSettings settings;
    private final JobParts parts;
    private final JobWorkers workers;
    private final RunSweeps sweeps;
    private final CheckReadiness checkReadiness;
    private final HttpServer http;
    private final AtomicBoolean closing = new AtomicBoolean();

    private JobServer(JobSettings settings, JobParts parts) {
        this.settings = settings;
        this.parts = parts;
        Duration lease = settings.jobLock().multipliedBy(LEASE_IN_LOCKS);
        ReconcileBooks reconcileBooks =
                new ReconcileBooks(parts.useCases().reconcile(), parts.leases(), lease, parts.metrics());
        this.workers = new JobWorkers(
                parts.connection(),
                parts.queues(),
                parts.useCases(),
                reconcileBooks,
                settings.jobLock(),
                parts.metrics());
        KeepSchedules schedules = new KeepSchedules(parts.queues(), settings.schedules());
        List<Sweep> all = new ArrayList<>(parts.sweeps());
        all.add(Sweep.everywhere("schedules", schedules::keep));
        this.sweeps = new RunSweeps(all, parts.leases(), settings.sweepEvery(), lease, parts.metrics());
        this.checkReadiness = new CheckReadiness(checks());
        this.http = JobHttp.start(settings, parts, checkReadiness, reconcileBooks);
    }

    /**
     * @throws InvalidSetting if the port can't be had; nothing runs then
     */
    public static JobServer start(JobSettings settings, JobParts parts) {
        JobServer server = new JobServer(settings, parts);
        server.workers.start();
        server.sweeps.start();
        log.info("job server at port {}", server.port());
        return server;
    }

    public int port() {
        return http.port();
    }

    /** Whether everything that it needs answers. */
    public boolean isReady() {
        return checkReadiness.ask().ready();
    }

    private Map<String, ReadyCheck> checks() {
        Map<String, ReadyCheck> checks = new HashMap<>(parts.checks());
        checks.put("redis", () -> parts.connection().ping());
        checks.put("workers", () -> {
            if (closing.get() || !workers.areRunning()) {
                throw new IllegalStateException("closing");
            }
        });
        return checks;
    }

    /**
     * Takes no further work, waits for what runs (for the configured grace at most), and closes the connections last. A
     * job that did not end in time goes back to its queue.
     */
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        log.info("job server closing");
        workers.close(settings.grace());
        sweeps.close(settings.grace());
        http.close();
        for (AutoCloseable connection : parts.connections()) {
            try {
                connection.close();
            } catch (Exception e) {
                log.warn("a connection did not close", e);
            }
        }
    }
}
