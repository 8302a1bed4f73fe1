package dev.ovation.queue;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How a {@link Worker} works. Immutable; what isn't said is as in BullMQ. */
public final class WorkerOptions {

    /** So few are woken with less work than virtual ones, which more threads would outweigh. */
    private static final int MOST_PLATFORM_THREADS = 16;

    final String prefix;
    final @Nullable String name;
    final int concurrency;
    final Duration lockDuration;
    final Duration stalledInterval;
    final int maxStalledCount;
    final int maxStartedAttempts;
    final Duration drainDelay;
    final Duration retryDelay;
    final @Nullable RateLimit rateLimit;
    final @Nullable Duration jobTimeout;
    final @Nullable KeepJobs keepCompleted;
    final @Nullable KeepJobs keepFailed;
    final int metricsMinutes;
    final boolean cancelOnLockLoss;
    final @Nullable BackoffStrategy backoffStrategy;
    final JobTracing tracing;
    private final @Nullable ThreadFactory threads;
    final RandomGenerator random;

    private WorkerOptions(Builder from) {
        this.prefix = from.prefix;
        this.name = from.name;
        this.concurrency = from.concurrency;
        this.lockDuration = from.lockDuration;
        this.stalledInterval = from.stalledInterval;
        this.maxStalledCount = from.maxStalledCount;
        this.maxStartedAttempts = from.maxStartedAttempts;
        this.drainDelay = from.drainDelay;
        this.retryDelay = from.retryDelay;
        this.rateLimit = from.rateLimit;
        this.jobTimeout = from.jobTimeout;
        this.keepCompleted = from.keepCompleted;
        this.keepFailed = from.keepFailed;
        this.metricsMinutes = from.metricsMinutes;
        this.cancelOnLockLoss = from.cancelOnLockLoss;
        this.backoffStrategy = from.backoffStrategy;
        this.tracing = from.tracing;
        this.threads = from.threads;
        this.random = from.random;
    }

    /** What runs jobs; null where the fetching thread runs them itself. */
    @Nullable
    ExecutorService slotThreads() {
        if (threads != null) {
            return Executors.newThreadPerTaskExecutor(threads);
        } else if (concurrency == 1) {
            return null;
        } else if (concurrency <= MOST_PLATFORM_THREADS) {
            return Executors.newCachedThreadPool(
                    Thread.ofPlatform().name("job-", 0).daemon().factory());
        }
        return Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("job-", 0).factory());
    }

    public static WorkerOptions defaults() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Collects what differs from the defaults. Not for several threads at once. */
    public static final class Builder {

        private String prefix = "bull";
        private @Nullable String name;
        private int concurrency = 1;
        private Duration lockDuration = Duration.ofSeconds(30);
        private Duration stalledInterval = Duration.ofSeconds(30);
        private int maxStalledCount = 1;
        private int maxStartedAttempts;
        private Duration drainDelay = Duration.ofSeconds(5);
        private Duration retryDelay = Duration.ofMillis(500);
        private @Nullable RateLimit rateLimit;
        private @Nullable Duration jobTimeout;
        private @Nullable KeepJobs keepCompleted;
        private @Nullable KeepJobs keepFailed;
        private int metricsMinutes;
        private boolean cancelOnLockLoss;
        private @Nullable BackoffStrategy backoffStrategy;
        private JobTracing tracing = JobTracing.NONE;
        private @Nullable ThreadFactory threads;
        private RandomGenerator random = RandomGenerator.getDefault();

        private Builder() {}

        /** As the queue's: {@code bull} by default. */
        public Builder prefix(String text) {
            this.prefix = text;
            return this;
        }

        /** Recorded in each job it takes; no colon. */
        public Builder name(String text) {
            this.name = text;
            return this;
        }

        /** How many jobs it runs at once; 1 by default. */
        public Builder concurrency(int jobs) {
            this.concurrency = atLeast(1, jobs, "concurrency");
            return this;
        }

        /**
         * How long a job stays this worker's without a sign of life; 30 s by default. Locks are renewed at half of it,
         * on a thread of their own.
         */
        public Builder lockDuration(Duration duration) {
            this.lockDuration = positive(duration, "lock duration");
            return this;
        }

        /**
         * How often jobs of dead workers are looked for; 30 s by default. The same for all workers of a queue, since
         * one look serves them all.
         */
        public Builder stalledInterval(Duration interval) {
            this.stalledInterval = positive(interval, "stalled interval");
            return this;
        }

        /** How often a job may lose its worker before it is failed; 1 by default. */
        public Builder maxStalledCount(int times) {
            this.maxStalledCount = atLeast(0, times, "stalled count");
            return this;
        }

        /** A job that was started more often than this is failed without being run; 0 (the default) for no limit. */
        public Builder maxStartedAttempts(int times) {
            this.maxStartedAttempts = atLeast(0, times, "started attempts");
            return this;
        }

        /** How long an idle worker waits in Redis before it looks by itself; 5 s by default. */
        public Builder drainDelay(Duration delay) {
            this.drainDelay = positive(delay, "drain delay");
            return this;
        }

        /** The pause between tries while Redis is away; half a second by default. */
        public Builder retryDelay(Duration delay) {
            this.retryDelay = positive(delay, "retry delay");
            return this;
        }

        public Builder rateLimit(RateLimit limit) {
            this.rateLimit = limit;
            return this;
        }

        /** A handler that takes longer is interrupted, and its attempt fails; none by default. */
        public Builder jobTimeout(Duration timeout) {
            this.jobTimeout = positive(timeout, "job timeout");
            return this;
        }

        /** For jobs that don't say it themselves; all by default. */
        public Builder keepCompleted(KeepJobs keep) {
            this.keepCompleted = keep;
            return this;
        }

        /** For jobs that don't say it themselves; all by default. */
        public Builder keepFailed(KeepJobs keep) {
            this.keepFailed = keep;
            return this;
        }

        /** Counts finished jobs per minute in Redis, for so many minutes; 0 (the default) for not at all. */
        public Builder metricsMinutes(int minutes) {
            this.metricsMinutes = atLeast(0, minutes, "metrics minutes");
            return this;
        }

        /**
         * Interrupts a handler whose lock is lost, because another worker may be running its job; off by default, as in
         * BullMQ, where listeners are told.
         */
        public Builder cancelOnLockLoss(boolean cancel) {
            this.cancelOnLockLoss = cancel;
            return this;
        }

        public Builder backoffStrategy(BackoffStrategy strategy) {
            this.backoffStrategy = strategy;
            return this;
        }

        public Builder tracing(JobTracing jobTracing) {
            this.tracing = jobTracing;
            return this;
        }

        /**
         * On what handlers run: by default virtual threads; platform threads, which cost Redis's answers less work,
         * where no more than 16 jobs run at once; and the worker's own thread where one does. A handler that must heed
         * an interrupt while it reads from a plain socket needs virtual threads.
         */
        public Builder threads(ThreadFactory factory) {
            this.threads = factory;
            return this;
        }

        /** Where the jitter of back-offs comes from. */
        public Builder random(RandomGenerator generator) {
            this.random = generator;
            return this;
        }

        public WorkerOptions build() {
            return new WorkerOptions(this);
        }

        private static int atLeast(int least, int value, String what) {
            if (value < least) {
                throw new IllegalArgumentException("the " + what + " is at least " + least + ", not " + value);
            }
            return value;
        }

        private static Duration positive(Duration value, String what) {
            if (value.toMillis() < 1) {
                throw new IllegalArgumentException("the " + what + " is a millisecond or longer");
            }
            return value;
        }
    }
}
