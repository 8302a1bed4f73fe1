package dev.ovation.queue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries the trace of the program that adds a job to the handler that runs it, in the job's options as BullMQ does.
 * {@link OpenTelemetryTracing} is the one there is.
 */
public interface JobTracing {

    /** Traces nothing, and leaves what other programs put into a job alone. */
    JobTracing NONE = new JobTracing() {
        @Override
        public JobSpan adding(String queue, String jobName) {
            return JobSpan.NONE;
        }

        @Override
        public JobSpan processing(String queue, String workerId, Job<?> job, @Nullable String metadata) {
            return JobSpan.NONE;
        }
    };

    /** Starts the span of adding a job, in the current thread. */
    JobSpan adding(String queue, String jobName);

    /** Starts the span of adding many jobs together, in the current thread. */
    default JobSpan addingMany(String queue, List<String> jobNames) {
        return adding(queue, "bulk");
    }

    /** Starts the span of making a scheduler's next job, in the current thread. */
    default JobSpan scheduling(String queue, String schedulerId, String jobName) {
        return adding(queue, jobName);
    }

    /**
     * Starts the span of running a job, in the current thread.
     *
     * @param metadata what the program that added the job put into it; null for nothing
     */
    JobSpan processing(String queue, String workerId, Job<?> job, @Nullable String metadata);

    /** A span that is current in its thread until it is closed. */
    interface JobSpan extends AutoCloseable {

        JobSpan NONE = new JobSpan() {
            @Override
            public @Nullable String metadata() {
                return null;
            }

            @Override
            public void added(String jobId) {}

            @Override
            public void failed(Throwable failure) {}

            @Override
            public void close() {}
        };

        /** What goes into the job to carry the trace on; null for nothing. */
        @Nullable
        String metadata();

        void added(String jobId);

        void failed(Throwable failure);

        @Override
        void close();
    }
}
