package dev.ovation.queue;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A worker's tracing, whose failures are told and cost no more than a span. */
final class HarmlessTracing implements JobTracing {

    private final JobTracing tracing;
    private final WorkerEvents events;

    private HarmlessTracing(JobTracing tracing, WorkerEvents events) {
        this.tracing = tracing;
        this.events = events;
    }

    static JobTracing of(JobTracing tracing, WorkerEvents events) {
        return tracing == NONE ? NONE : new HarmlessTracing(tracing, events);
    }

    @Override
    public JobSpan adding(String queue, String jobName) {
        return started(() -> tracing.adding(queue, jobName));
    }

    @Override
    public JobSpan scheduling(String queue, String schedulerId, String jobName) {
        return started(() -> tracing.scheduling(queue, schedulerId, jobName));
    }

    @Override
    public JobSpan processing(String queue, String workerId, Job<?> job, @Nullable String metadata) {
        return started(() -> tracing.processing(queue, workerId, job, metadata));
    }

    private JobSpan started(Supplier<JobSpan> start) {
        try {
            return new HarmlessSpan(start.get());
        } catch (Throwable e) {
            events.error(e);
            return JobSpan.NONE;
        }
    }

    private final class HarmlessSpan implements JobSpan {

        private final JobSpan span;

        HarmlessSpan(JobSpan span) {
            this.span = span;
        }

        @Override
        public @Nullable String metadata() {
            return span.metadata();
        }

        @Override
        public void added(String jobId) {
            attempt(() -> span.added(jobId));
        }

        @Override
        public void failed(Throwable failure) {
            attempt(() -> span.failed(failure));
        }

        @Override
        public void close() {
            attempt(span::close);
        }

        private void attempt(Runnable call) {
            try {
                call.run();
            } catch (Throwable e) {
                events.error(e);
            }
        }
    }
}
