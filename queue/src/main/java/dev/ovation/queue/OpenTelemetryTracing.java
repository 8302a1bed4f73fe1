package dev.ovation.queue;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * OpenTelemetry spans for adding, scheduling and running jobs, under the names that they have in Node, with who, which
 * and why of its attributes, and the context carried in the job's {@code tm} option as {@code bullmq-otel} carries it:
 * the propagator's fields as a JSON object.
 *
 * <p>Not as in Node: other calls have no spans, a job's result and times are not put into one, and a further attempt
 * belongs to the trace of the program that added the job, like the first, rather than to the attempt before it.
 */
public final class OpenTelemetryTracing implements JobTracing {

    private static final AttributeKey<String> QUEUE = AttributeKey.stringKey("bullmq.queue.name");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("bullmq.queue.operation");
    private static final AttributeKey<String> JOB_NAME = AttributeKey.stringKey("bullmq.job.name");
    private static final AttributeKey<List<String>> BULK_NAMES = AttributeKey.stringArrayKey("bullmq.job.bulk.names");
    private static final AttributeKey<Long> BULK_COUNT = AttributeKey.longKey("bullmq.job.bulk.count");
    private static final AttributeKey<String> SCHEDULER_ID = AttributeKey.stringKey("bullmq.job.scheduler.id");
    private static final AttributeKey<String> JOB_ID = AttributeKey.stringKey("bullmq.job.id");
    private static final AttributeKey<String> WORKER_ID = AttributeKey.stringKey("bullmq.worker.id");
    private static final AttributeKey<String> WORKER_NAME = AttributeKey.stringKey("bullmq.worker.name");
    private static final AttributeKey<String> REASON = AttributeKey.stringKey("bullmq.job.failed.reason");

    private static final TextMapGetter<Map<String, Object>> FIELDS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, Object> carrier) {
            return carrier.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, Object> carrier, String key) {
            return carrier != null && carrier.get(key) instanceof String value ? value : null;
        }
    };

    private final Tracer tracer;
    private final TextMapPropagator propagator;

    public OpenTelemetryTracing(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer("dev.ovation.queue");
        this.propagator = telemetry.getPropagators().getTextMapPropagator();
    }

    @Override
    public JobSpan adding(String queue, String jobName) {
        return producing(span(queue, "add", queue + "." + jobName).setAttribute(JOB_NAME, jobName));
    }

    @Override
    public JobSpan addingMany(String queue, List<String> jobNames) {
        return producing(
                span(queue, "addBulk", queue).setAttribute(BULK_NAMES, jobNames).setAttribute(BULK_COUNT, (long)
                        jobNames.size()));
    }

    @Override
    public JobSpan scheduling(String queue, String schedulerId, String jobName) {
        return producing(span(queue, "add", queue + "." + jobName).setAttribute(SCHEDULER_ID, schedulerId));
    }

    private SpanBuilder span(String queue, String operation, String destination) {
        return tracer.spanBuilder(operation + " " + destination)
                .setAttribute(QUEUE, queue)
                .setAttribute(OPERATION, operation);
    }

    @SuppressWarnings("MustBeClosedChecker") // The job span closes the scope.
    private JobSpan producing(SpanBuilder builder) {
        Span span = builder.setSpanKind(SpanKind.PRODUCER).startSpan();
        Scope scope = span.makeCurrent();
        Map<String, Object> carrier = new LinkedHashMap<>();
        propagator.inject(Context.current(), carrier, (fields, key, value) -> {
            if (fields != null) {
                fields.put(key, value);
            }
        });
        return new Active(span, scope, new String(Json.write(carrier), StandardCharsets.UTF_8));
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // The job span closes the scope.
    public JobSpan processing(String queue, String workerId, Job<?> job, @Nullable String metadata) {
        Context parent = metadata == null
                ? Context.current()
                : propagator.extract(Context.current(), Json.object(metadata.getBytes(StandardCharsets.UTF_8)), FIELDS);
        SpanBuilder builder = span(queue, "process", queue)
                .setParent(parent)
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute(WORKER_ID, workerId)
                .setAttribute(JOB_NAME, job.name())
                .setAttribute(JOB_ID, job.id());
        String workerName = job.processedBy();
        if (workerName != null) {
            builder.setAttribute(WORKER_NAME, workerName);
        }
        Span span = builder.startSpan();
        return new Active(span, parent.with(span).makeCurrent(), null);
    }

    /**
     * @param metadata null for a job that runs
     */
    private record Active(Span span, Scope scope, @Nullable String metadata) implements JobSpan {

        @Override
        public void added(String jobId) {
            span.setAttribute(JOB_ID, jobId);
        }

        @Override
        public void failed(Throwable failure) {
            span.recordException(failure);
            span.setStatus(StatusCode.ERROR);
            if (metadata == null) {
                span.addEvent("job failed", Attributes.of(REASON, FailureText.reason(failure)));
            }
        }

        @Override
        public void close() {
            scope.close();
            span.end();
        }
    }
}
