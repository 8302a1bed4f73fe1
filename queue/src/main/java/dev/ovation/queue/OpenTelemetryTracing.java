package dev.ovation.queue;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * OpenTelemetry spans for adding and running jobs, with the names and attributes of Node's {@code bullmq-otel}, and the
 * context carried in the job's {@code tm} option as it carries it: the propagator's fields as a JSON object.
 */
public final class OpenTelemetryTracing implements JobTracing {

    private static final AttributeKey<String> QUEUE = AttributeKey.stringKey("bullmq.queue.name");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("bullmq.queue.operation");
    private static final AttributeKey<String> JOB_NAME = AttributeKey.stringKey("bullmq.job.name");
    private static final AttributeKey<String> JOB_ID = AttributeKey.stringKey("bullmq.job.id");
    private static final AttributeKey<String> WORKER_ID = AttributeKey.stringKey("bullmq.worker.id");
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
    @SuppressWarnings("MustBeClosedChecker") // The job span closes the scope.
    public JobSpan adding(String queue, String jobName) {
        Span span = tracer.spanBuilder("add " + queue + "." + jobName)
                .setSpanKind(SpanKind.PRODUCER)
                .setAttribute(QUEUE, queue)
                .setAttribute(OPERATION, "add")
                .setAttribute(JOB_NAME, jobName)
                .startSpan();
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
        Span span = tracer.spanBuilder("process " + queue)
                .setParent(parent)
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute(QUEUE, queue)
                .setAttribute(OPERATION, "process")
                .setAttribute(WORKER_ID, workerId)
                .setAttribute(JOB_NAME, job.name())
                .setAttribute(JOB_ID, job.id())
                .startSpan();
        return new Active(span, parent.with(span).makeCurrent(), null);
    }

    private record Active(Span span, Scope scope, @Nullable String metadata) implements JobSpan {

        @Override
        public void added(String jobId) {
            span.setAttribute(JOB_ID, jobId);
        }

        @Override
        public void failed(Throwable failure) {
            span.recordException(failure);
            span.setStatus(StatusCode.ERROR);
            span.setAttribute(REASON, FailureText.reason(failure));
        }

        @Override
        public void close() {
            scope.close();
            span.end();
        }
    }
}
