package dev.ovation.queue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs one job after the other in one thread: calls the handler, settles the job, and goes on with the one that
 * settling brought, until it brings none.
 */
final class RunJobs<T> implements Runnable {

    private final WorkerParts<T> parts;
    private final SettleJob settle;
    private final JobTracing tracing;
    private @Nullable StoredJob next;

    RunJobs(WorkerParts<T> parts, SettleJob settle, StoredJob first) {
        this.parts = parts;
        this.settle = settle;
        this.tracing = HarmlessTracing.of(parts.options().tracing, parts.events());
        this.next = first;
    }

    @Override
    public void run() {
        for (StoredJob stored = next; stored != null; stored = next) {
            next = null;
            runOne(stored);
        }
    }

    private void runOne(StoredJob stored) {
        Job<T> job = new Job<>(parts.keys().name, stored, parts.codec(), parts.change());
        RunningJob<T> running = new RunningJob<>(job, settle.token(), System.nanoTime());
        parts.state().running.put(stored.id, running);
        if (parts.state().isForced()) {
            running.cancel("the worker is being closed");
        }
        try {
            if (stored.schedulerId != null && !continueSchedule(stored, stored.schedulerId)) {
                // Nobody else makes the next job. This one's lock runs out, and whoever takes it then may do better.
                return;
            }
            parts.events().tell(listener -> listener.onActive(job));
            Outcome outcome = handle(running);
            settle(job, outcome);
        } finally {
            parts.state().running.remove(stored.id, running);
        }
    }

    private Outcome handle(RunningJob<T> running) {
        Job<T> job = running.job;
        StoredJob stored = job.stored();
        if (stored.deferredFailure != null) {
            return Outcome.failed(new UnrecoverableException(stored.deferredFailure));
        }
        int most = parts.options().maxStartedAttempts;
        if (most > 0 && stored.attemptsStarted > most) {
            return Outcome.failed(new UnrecoverableException("job started more than allowable limit"));
        }
        if (job.isCancelled()) {
            return Outcome.failed(new JobCancelledException(String.valueOf(job.cancelReason())));
        }
        ScheduledFuture<?> timeout = startTimeout(running);
        try (JobTracing.JobSpan span =
                tracing.processing(parts.keys().name, parts.workerId(), job, job.traceMetadata())) {
            running.handlingBegins();
            try {
                job.data();
                Object result = parts.handler().handle(job);
                return Outcome.completed(result, result == null ? null : Json.write(result));
            } catch (Throwable e) {
                span.failed(e);
                return Outcome.failed(job.isCancelled() ? cancelled(job, e) : e);
            } finally {
                running.handlingEnds();
            }
        } finally {
            if (timeout != null) {
                timeout.cancel(false);
            }
        }
    }

    private static Throwable cancelled(Job<?> job, Throwable cause) {
        if (cause instanceof QueueException) {
            return cause;
        }
        JobCancelledException cancelled = new JobCancelledException(String.valueOf(job.cancelReason()));
        cancelled.initCause(cause);
        return cancelled;
    }

    private @Nullable ScheduledFuture<?> startTimeout(RunningJob<T> running) {
        Duration limit = parts.options().jobTimeout;
        if (limit == null) {
            return null;
        }
        ScheduledExecutorService timer = parts.timer();
        return timer.schedule(
                () -> running.cancel("the job took longer than " + limit), limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Tells Redis, for as long as it takes, and takes what it gives next. */
    private void settle(Job<T> job, Outcome ended) {
        Outcome outcome = ended;
        boolean uncertain = false;
        while (true) {
            try {
                settleOnce(job, outcome);
                parts.events().answered();
                return;
            } catch (RedisUnavailableException e) {
                uncertain |= e.outcomeUnknown();
                parts.events().error(e);
                if (!parts.state().pauseBeforeRetry(parts.options().retryDelay.toMillis())) {
                    return;
                }
            } catch (OpenChildrenException | UnrecoverableException e) {
                // A Node program has given it children meanwhile that haven't completed, or won't: the attempt failed.
                outcome = Outcome.failed(e);
            } catch (JobLockException | JobNotFoundException | JobStateException e) {
                if (!uncertain) {
                    parts.events().error(e);
                    return;
                }
                // The first try had reached Redis: the job is settled, and the next one may be ours already.
                tellEnd(job, outcome, retriedAfterwards(job, outcome));
                adoptOrphan();
                return;
            } catch (RuntimeException e) {
                parts.events().error(e);
                return;
            }
        }
    }

    private void adoptOrphan() {
        try {
            next = parts.take().orphan(settle.token());
        } catch (QueueException e) {
            parts.events().error(e);
        }
    }

    private void settleOnce(Job<T> job, Outcome outcome) {
        StoredJob stored = job.stored();
        boolean fetchNext = parts.state().mayFetch();
        Throwable failure = outcome.failure();
        TakeJobs.Taken taken;
        switch (failure) {
            case null -> {
                taken = settle.completed(stored, outcome.json(), fetchNext);
                next = taken.job(); // Before anybody is told, so that nobody's failure can lose it.
                tellEnd(job, outcome, false);
            }
            case RunLaterException later ->
                taken = settle.runLater(stored, Math.max(0, later.delay().toMillis()), fetchNext);
            case RateLimitedException limited -> {
                long pause = settle.giveBack(stored);
                parts.state().rateLimitedUntil(pause > 0 ? parts.now() + pause : 0);
                return;
            }
            default -> {
                if (parts.state().isForced() && job.isCancelled()) {
                    settle.giveBack(stored);
                    return;
                }
                taken = fail(job, failure, fetchNext);
                if (taken == null) {
                    return;
                }
            }
        }
        if (fetchNext) {
            FetchJobs.note(parts.state(), taken, parts.events(), parts.now());
        }
        next = taken.job();
    }

    /** Null where nothing was fetched along with it. */
    private TakeJobs.@Nullable Taken fail(Job<T> job, Throwable failure, boolean fetchNext) {
        StoredJob stored = job.stored();
        String reason = FailureText.reason(failure);
        byte[] traces = FailureText.traces(stored, failure);
        Optional<Long> pause = pauseBeforeNextAttempt(job, failure);
        TakeJobs.Taken taken;
        if (pause.isEmpty()) {
            taken = settle.failed(stored, reason, traces, fetchNext);
        } else if (pause.get() > 0) {
            taken = settle.retryAfter(stored, pause.get(), reason, traces, fetchNext);
        } else {
            settle.retryNow(stored, reason, traces);
            parts.state().drained(false);
            taken = null;
        }
        next = taken == null ? null : taken.job();
        parts.events().tell(listener -> listener.onFailed(job, failure, pause.isPresent()));
        return taken;
    }

    /** Milliseconds; empty when the job has failed for good. */
    private Optional<Long> pauseBeforeNextAttempt(Job<T> job, Throwable failure) {
        StoredJob stored = job.stored();
        int attempt = stored.attemptsMade + 1;
        int mostStarts = parts.options().maxStartedAttempts;
        if (attempt >= stored.options.attempts()
                || failure instanceof UnrecoverableException
                || isUnreadable(job, failure)
                || (mostStarts > 0 && mostStarts <= stored.attemptsStarted)) {
            return Optional.empty();
        }
        Backoff backoff = stored.options.backoff();
        if (backoff == null) {
            return Optional.of(0L);
        }
        Long millis = backoff.millisAfter(attempt, parts.options().random);
        if (millis != null) {
            return Optional.of(millis);
        }
        BackoffStrategy strategy = parts.options().backoffStrategy;
        if (strategy == null) {
            parts.events()
                    .error(new QueueException("job " + stored.id + " asks for the unknown back-off " + backoff.type()));
            return Optional.empty();
        }
        return strategy.pauseAfter(attempt, backoff.type(), failure, job).map(Duration::toMillis);
    }

    /** Whether it failed because its own payload is not what the codec expects, which no further attempt changes. */
    private static boolean isUnreadable(Job<?> job, Throwable failure) {
        if (!(failure instanceof PayloadException)) {
            return false;
        }
        try {
            job.data();
            return false;
        } catch (PayloadException e) {
            return true;
        }
    }

    private boolean retriedAfterwards(Job<T> job, Outcome outcome) {
        StoredJob stored = job.stored();
        return outcome.failure() != null
                && stored.attemptsMade + 1 < stored.options.attempts()
                && !(outcome.failure() instanceof UnrecoverableException)
                && !isUnreadable(job, outcome.failure());
    }

    private void tellEnd(Job<T> job, Outcome outcome, boolean retried) {
        Throwable failure = outcome.failure();
        if (failure instanceof RunLaterException || failure instanceof RateLimitedException) {
            return; // It was put off.
        }
        if (failure == null) {
            parts.events().tell(listener -> listener.onCompleted(job, outcome.result()));
        } else {
            parts.events().tell(listener -> listener.onFailed(job, failure, retried));
        }
    }

    /** A job of a scheduler brings the next one into being before it is run; false if it couldn't. */
    private boolean continueSchedule(StoredJob stored, String schedulerId) {
        while (true) {
            try {
                if (!LegacyRepeat.looksLike(schedulerId) || parts.schedule().isScheduler(schedulerId)) {
                    continueTraced(stored, schedulerId);
                } else {
                    parts.events()
                            .error(new SchedulerException("repeatable job " + schedulerId
                                    + " is of BullMQ 5 or older and makes no further jobs: use a job scheduler"));
                }
                return true;
            } catch (RedisUnavailableException e) {
                parts.events().error(e);
                if (!parts.state().pauseBeforeRetry(parts.options().retryDelay.toMillis())) {
                    return false;
                }
            } catch (RuntimeException e) {
                parts.events().error(e);
                return false;
            }
        }
    }

    private void continueTraced(StoredJob stored, String schedulerId) {
        try (JobTracing.JobSpan span = tracing.scheduling(parts.keys().name, schedulerId, stored.name)) {
            try {
                parts.schedule().continueAfter(stored, schedulerId, span.metadata());
            } catch (RuntimeException e) {
                span.failed(e);
                throw e;
            }
        }
    }

    /** How a handler ended: with a result and its JSON, or with a failure. */
    private record Outcome(
            @Nullable Object result,
            byte @Nullable [] json,
            @Nullable Throwable failure) {

        static Outcome completed(@Nullable Object result, byte @Nullable [] json) {
            return new Outcome(result, json, null);
        }

        static Outcome failed(Throwable failure) {
            return new Outcome(null, null, failure);
        }
    }
}
