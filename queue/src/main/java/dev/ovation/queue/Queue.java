package dev.ovation.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A queue: where jobs are added, looked at and managed. Workers take them, in this or another program, in Java or Node.
 *
 * <p>Every method asks Redis and may throw {@link RedisUnavailableException}, which passes, or
 * {@link RedisRefusedException}. Nothing is connected before the first call. Safe for any number of threads.
 *
 * @param <T> the payload of its jobs
 */
public final class Queue<T> implements AutoCloseable {

    private static final int ADD_BATCH = 1_000;

    private final QueueConnection connection;
    private final QueueKeys keys;
    private final PayloadCodec<T> codec;
    private final QueueOptions options;
    private final AddJob addJob;
    private final ChangeJob change;
    private final ReadJobs<T> read;
    private final ManageQueue manage;
    private final ScheduleJobs schedule;
    private final AtomicBoolean introduced = new AtomicBoolean();

    public Queue(QueueConnection connection, String name, Class<T> payload) {
        this(connection, name, PayloadCodec.json(payload), QueueOptions.defaults());
    }

    /**
     * @param name not empty and without a colon; all programs that use the queue know it by this name
     */
    public Queue(QueueConnection connection, String name, PayloadCodec<T> codec, QueueOptions options) {
        this.connection = connection;
        this.keys = new QueueKeys(options.prefix(), name);
        this.codec = codec;
        this.options = options;
        this.addJob = new AddJob(keys);
        this.change = new ChangeJob(connection, keys);
        this.read = new ReadJobs<>(connection, keys, codec, change);
        this.manage = new ManageQueue(connection, keys);
        this.schedule = new ScheduleJobs(connection, keys);
    }

    public String name() {
        return keys.name;
    }

    /**
     * Adds a job.
     *
     * @param jobName what kind of job it is
     * @return its id; that of the other one where a job with the same job id or deduplication id is there already
     * @throws PayloadException if the payload can't be written, or is too long
     * @throws RedisUnavailableException if Redis didn't answer; where its outcome is unknown the job may have been
     *     added, so that only a job with a job id of its own can be added again without a double
     */
    public String add(String jobName, T data, JobOptions jobOptions) {
        introduce();
        try (JobTracing.JobSpan span = options.tracing().adding(keys.name, jobName)) {
            try {
                Command command = command(jobName, data, jobOptions, span.metadata());
                Object answer = connection.run(command);
                String id = id(answer, command, jobOptions);
                span.added(id);
                return id;
            } catch (RuntimeException e) {
                span.failed(e);
                throw e;
            }
        }
    }

    public String add(String jobName, T data) {
        return add(jobName, data, JobOptions.defaults());
    }

    /**
     * Adds many jobs in their order, a thousand in one round trip. Not atomic: when it fails, some may have been added.
     *
     * @return their ids in the same order
     */
    public List<String> addBulk(List<NewJob<T>> jobs) {
        introduce();
        List<String> ids = new ArrayList<>(jobs.size());
        try (JobTracing.JobSpan span = options.tracing()
                .addingMany(keys.name, jobs.stream().map(NewJob::name).toList())) {
            try {
                for (int from = 0; from < jobs.size(); from += ADD_BATCH) {
                    List<NewJob<T>> batch = jobs.subList(from, Math.min(from + ADD_BATCH, jobs.size()));
                    List<Command> commands = new ArrayList<>(batch.size());
                    for (NewJob<T> job : batch) {
                        commands.add(command(job.name(), job.data(), job.options(), span.metadata()));
                    }
                    List<Object> answers = connection.runAll(commands);
                    for (int i = 0; i < answers.size(); i++) {
                        ids.add(id(answers.get(i), commands.get(i), batch.get(i).options()));
                    }
                }
            } catch (RuntimeException e) {
                span.failed(e);
                throw e;
            }
        }
        return ids;
    }

    public Optional<Job<T>> getJob(String jobId) {
        return read.byId(jobId);
    }

    /**
     * Jobs of a state, newest first.
     *
     * @param first the index of the first, from 0
     * @param last the index of the last one included; -1 for the end
     */
    public List<Job<T>> getJobs(JobState state, int first, int last) {
        return read.inStates(List.of(state), first, last, false);
    }

    /** Jobs of several states, one state after the other. */
    public List<Job<T>> getJobs(Collection<JobState> states, int first, int last, boolean oldestFirst) {
        return read.inStates(states, first, last, oldestFirst);
    }

    /** Jobs that failed for good and are kept, the latest first. */
    public List<Job<T>> failedJobs(int first, int last) {
        return getJobs(JobState.FAILED, first, last);
    }

    public JobState state(String jobId) {
        return read.state(jobId);
    }

    public JobCounts counts() {
        return read.counts();
    }

    /** A job's log, oldest line first; the last line is -1. */
    public List<String> logs(String jobId, int first, int last) {
        return change.logs(jobId, first, last);
    }

    public long addLog(String jobId, String line) {
        return change.log(jobId, line, 0);
    }

    public void updateProgress(String jobId, Object progress) {
        change.progress(jobId, Json.write(progress));
    }

    /** Finished jobs per minute, newest first, where workers were told to count them ({@code metricsMinutes}). */
    public List<Long> perMinute(JobState finished) {
        return read.perMinute(finished == JobState.COMPLETED);
    }

    /**
     * Gives a failed (or completed) job another run; its attempts start from zero.
     *
     * @throws JobNotFoundException if it is gone
     * @throws JobStateException if it is not in that state
     */
    public void retry(String jobId, JobState from) {
        boolean lifo = getJob(jobId).map(job -> job.options().isLifo()).orElse(false);
        change.reprocess(jobId, from, lifo, true);
    }

    /** A failed one. */
    public void retry(String jobId) {
        retry(jobId, JobState.FAILED);
    }

    /** Every job that failed (or completed) up to now. */
    public void retryAll(JobState from) {
        manage.moveToWait(from, connection.now());
    }

    /**
     * Lets a delayed job run now.
     *
     * @throws JobStateException if it is not delayed
     */
    public void promote(String jobId) {
        change.promote(jobId);
    }

    public void promoteAll() {
        manage.moveToWait(JobState.DELAYED, 0);
    }

    /** Lets a delayed job run so long from now. */
    public void changeDelay(String jobId, Duration delay) {
        change.delay(jobId, delay.toMillis());
    }

    public void changePriority(String jobId, int priority) {
        change.priority(jobId, priority, false);
    }

    /**
     * Removes a job that no worker has.
     *
     * @return false if a worker has it; true also where there was none
     * @throws JobStateException if it is the next one of a job scheduler
     */
    public boolean remove(String jobId) {
        return change.remove(jobId);
    }

    /** Removes all jobs that wait; with {@code delayedToo} the delayed ones as well, except those of schedulers. */
    public void drain(boolean delayedToo) {
        manage.drain(delayedToo);
    }

    /**
     * Removes jobs of a state that are older than {@code grace}.
     *
     * @param limit how many at most; 0 for all
     * @return their ids
     */
    public List<String> clean(JobState state, Duration grace, int limit) {
        return manage.clean(state, grace.toMillis(), limit);
    }

    /**
     * Pauses the queue and removes all there is of it.
     *
     * @throws JobStateException if jobs are active and {@code force} is false
     */
    public void obliterate(boolean force) {
        manage.obliterate(force);
        introduced.set(false);
    }

    /** No worker anywhere takes further jobs. */
    public void pause() {
        manage.pause();
    }

    public void resume() {
        manage.resume();
    }

    public boolean isPaused() {
        return manage.meta("paused") != null;
    }

    /** No more than so many jobs run at once, over all workers of all programs. */
    public void setGlobalConcurrency(int jobs) {
        if (jobs < 1) {
            throw new IllegalArgumentException("at least one job runs at once, not " + jobs);
        }
        manage.setMeta("concurrency", Integer.toString(jobs));
    }

    public void removeGlobalConcurrency() {
        manage.removeMeta("concurrency");
    }

    public OptionalInt globalConcurrency() {
        String value = manage.meta("concurrency");
        return value == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(value));
    }

    /** No more than so many jobs start within that time, over all workers; it wins over a worker's own limit. */
    public void setGlobalRateLimit(int jobs, Duration within) {
        manage.setMeta("max", Integer.toString(jobs), "duration", Long.toString(within.toMillis()));
    }

    public void removeGlobalRateLimit() {
        manage.removeMeta("max", "duration");
    }

    /** No worker with a rate limit takes a job for so long; no worker at all where the queue has a global one. */
    public void rateLimit(Duration pause) {
        manage.rateLimit(pause.toMillis());
    }

    /** How long workers that may start {@code jobs} at a time must still wait; zero for not at all. */
    public Duration rateLimitLeft(int jobs) {
        return Duration.ofMillis(Math.max(0, manage.rateLimitTtl(jobs)));
    }

    public void removeRateLimit() {
        manage.removeRateLimit();
    }

    public void removeDeduplicationKey(String deduplicationId) {
        manage.removeDeduplicationKey(deduplicationId);
    }

    public void trimEvents(int length) {
        manage.trimEvents(length);
    }

    /**
     * Makes a job scheduler, or changes the one with this id. Any number of programs may do so at any time: there is
     * one scheduler, and each of its times makes one job.
     *
     * @return the id of its next job; empty if the schedule has no (further) time
     * @throws SchedulerException if that job can't be made because its id is taken
     */
    public Optional<String> upsertScheduler(
            String schedulerId, Repeat repeat, String jobName, @Nullable T data, JobOptions template) {
        introduce();
        byte[] payload = data == null ? null : codec.encode(data);
        JobOptions merged = template.over(options.jobDefaults());
        try (JobTracing.JobSpan span = options.tracing().scheduling(keys.name, schedulerId, jobName)) {
            try {
                Optional<String> id = schedule.upsert(schedulerId, repeat, jobName, payload, merged, span.metadata());
                id.ifPresent(span::added);
                return id;
            } catch (RuntimeException e) {
                span.failed(e);
                throw e;
            }
        }
    }

    /** Removes a scheduler and its next job, and says whether there was one. */
    public boolean removeScheduler(String schedulerId) {
        return schedule.remove(schedulerId);
    }

    public Optional<JobScheduler> getScheduler(String schedulerId) {
        return schedule.get(schedulerId);
    }

    /** All schedulers, the one that is due first in front. */
    public List<JobScheduler> schedulers() {
        return schedule.all();
    }

    /** The release of BullMQ that last said hello to this queue, as {@code bullmq:6.7.0}; null for none. */
    public @Nullable String version() {
        introduce();
        return manage.meta("version");
    }

    /** Nothing to do: the connection is shared and closed by its owner. */
    @Override
    public void close() {}

    private Command command(String jobName, T data, JobOptions given, @Nullable String traceMetadata) {
        JobOptions merged = given.over(options.jobDefaults());
        if (traceMetadata != null && !merged.stored().containsKey("omc")) {
            merged = merged.with("tm", traceMetadata);
        }
        return addJob.command(jobName, codec.encode(data), merged, connection.now());
    }

    private static String id(Object answer, Command command, JobOptions options) {
        String id = options.jobId() == null ? "" : options.jobId();
        return Text.string(
                ScriptErrors.check(answer, id, command.script() == null ? Script.ADD_STANDARD_JOB : command.script()));
    }

    /** Writes who uses the queue, once, as a Node program does when it opens it. */
    private void introduce() {
        if (introduced.get()) {
            return;
        }
        manage.setMeta(
                "opts.maxLenEvents",
                Integer.toString(options.maxEvents()),
                "version",
                "bullmq:" + Script.BULLMQ_VERSION);
        introduced.set(true);
    }
}
