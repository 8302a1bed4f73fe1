package dev.ovation.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TracesAndMetricsTest extends NodeTest {

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final JobTracing tracing = new OpenTelemetryTracing(OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                    .build())
            .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
            .build());

    @Test
    void aHandlerRunsInTheTraceOfWhoAddedItsJob() {
        Queue<Note> traced = traced();
        var inHandler = new ConcurrentLinkedQueue<String>();
        work(
                job -> inHandler.add(Span.current().getSpanContext().getTraceId()),
                options().tracing(tracing).build());
        String id = traced.add("paint", new Note("a", 1));
        awaitState(id, JobState.COMPLETED);
        Await.until("both spans", () -> spans.getFinishedSpanItems().size() == 2);
        SpanData add = span(SpanKind.PRODUCER);
        SpanData process = span(SpanKind.CONSUMER);
        assertThat(add.getName()).isEqualTo("add " + name + ".paint");
        assertThat(process.getName()).isEqualTo("process " + name);
        assertThat(process.getParentSpanId()).isEqualTo(add.getSpanId());
        assertThat(inHandler).containsExactly(add.getTraceId());
    }

    @Test
    void nodeReadsTheContextAndWritesOneThatJavaReads() {
        String id = traced().add("x", new Note("a", 1));
        String carried = js("return (await queue(Q$).getJob('" + id + "')).opts.telemetry.metadata")
                .asString();
        SpanData add = span(SpanKind.PRODUCER);
        assertThat(Json.object(Text.of(carried)).get("traceparent").toString())
                .startsWith("00-" + add.getTraceId() + "-" + add.getSpanId() + "-");
        queue.drain(false);
        spans.reset();

        String trace = "0af7651916cd43dd8448eb211c80319c";
        String fromNode = js("return (await queue(Q$).add('x', {text: 'a', number: 1}, {telemetry: {metadata:"
                        + " JSON.stringify({traceparent: '00-" + trace + "-b7ad6b7169203331-01'})}})).id")
                .asString();
        work(job -> null, options().tracing(tracing).build());
        awaitState(fromNode, JobState.COMPLETED);
        Await.until("the span", () -> !spans.getFinishedSpanItems().isEmpty());
        assertThat(span(SpanKind.CONSUMER).getTraceId()).isEqualTo(trace);
    }

    @Test
    void spansHaveTheNamesAndAttributesThatTheyHaveInNode() {
        Queue<Note> traced = traced();
        traced.addBulk(List.of(new NewJob<>("a", new Note("a", 1)), new NewJob<>("b", new Note("b", 2))));
        SpanData bulk = span(SpanKind.PRODUCER);
        assertThat(bulk.getName()).isEqualTo("addBulk " + name);
        assertThat(attributes(bulk))
                .containsOnly(
                        entry("bullmq.queue.name", name),
                        entry("bullmq.queue.operation", "addBulk"),
                        entry("bullmq.job.bulk.names", List.of("a", "b")),
                        entry("bullmq.job.bulk.count", 2L));
        queue.drain(false);
        spans.reset();

        String id = traced.add("c", new Note("c", 3));
        work(
                job -> {
                    throw new IllegalStateException("no");
                },
                options().name("ada").tracing(tracing).build());
        awaitState(id, JobState.FAILED);
        Await.until("both spans", () -> spans.getFinishedSpanItems().size() == 2);
        SpanData process = span(SpanKind.CONSUMER);
        assertThat(attributes(process))
                .containsEntry("bullmq.worker.name", "ada")
                .containsEntry("bullmq.job.name", "c")
                .containsEntry("bullmq.job.id", id)
                .containsKey("bullmq.worker.id");
        assertThat(process.getEvents()).anySatisfy(event -> {
            assertThat(event.getName()).isEqualTo("job failed");
            assertThat(event.getAttributes().get(AttributeKey.stringKey("bullmq.job.failed.reason")))
                    .isEqualTo("no");
        });
    }

    @Test
    void aSchedulersJobsRunInTheTraceOfWhoMadeTheScheduler() {
        Queue<Note> traced = traced();
        String id = traced.upsertScheduler(
                        "s", Repeat.every(Duration.ofMillis(50)), "tick", new Note("a", 1), JobOptions.defaults())
                .orElseThrow();
        SpanData add = span(SpanKind.PRODUCER);
        assertThat(add.getName()).isEqualTo("add " + name + ".tick");
        assertThat(attributes(add))
                .containsOnly(
                        entry("bullmq.queue.name", name),
                        entry("bullmq.queue.operation", "add"),
                        entry("bullmq.job.scheduler.id", "s"),
                        entry("bullmq.job.id", id));
        assertThat(js("return (await queue(Q$).getJob('" + id + "')).opts.telemetry.metadata")
                        .asString())
                .contains(add.getTraceId());
        var inHandler = new ConcurrentLinkedQueue<String>();
        work(
                job -> inHandler.add(Span.current().getSpanContext().getTraceId()),
                options().tracing(tracing).build());
        Await.until("three ticks", () -> inHandler.size() >= 3);
        assertThat(inHandler).containsOnly(add.getTraceId());
    }

    private static Map<String, Object> attributes(SpanData span) {
        Map<String, Object> attributes = new TreeMap<>();
        span.getAttributes().forEach((key, value) -> attributes.put(key.getKey(), value));
        return attributes;
    }

    @Test
    void aJobCanStayOutOfTheTrace() {
        String id = traced().add("x", new Note("a", 1), JobOptions.defaults().omitTraceContext());
        assertThat(queue.getJob(id).orElseThrow().traceMetadata()).isNull();
    }

    @Test
    void aTracingThatFailsCostsNoJob() {
        AssertionError trouble = new AssertionError("the tracing's own trouble");
        JobTracing failsToStart = new JobTracing() {
            @Override
            public JobSpan adding(String queue, String jobName) {
                throw trouble;
            }

            @Override
            public JobSpan processing(String queue, String workerId, Job<?> job, @Nullable String metadata) {
                throw trouble;
            }
        };
        JobTracing failsToEnd = new JobTracing() {
            @Override
            public JobSpan adding(String queue, String jobName) {
                throw trouble;
            }

            @Override
            public JobSpan processing(String queue, String workerId, Job<?> job, @Nullable String metadata) {
                return new JobSpan() {
                    @Override
                    public @Nullable String metadata() {
                        return null;
                    }

                    @Override
                    public void added(String jobId) {}

                    @Override
                    public void failed(Throwable failure) {
                        throw trouble;
                    }

                    @Override
                    public void close() {
                        throw trouble;
                    }
                };
            }
        };
        List<String> well = new ArrayList<>();
        List<String> badly = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            well.add(queue.add("well", new Note("a", i)));
            badly.add(queue.add("badly", new Note("a", i)));
        }
        var told = new ConcurrentLinkedQueue<Throwable>();
        for (JobTracing failing : List.of(failsToStart, failsToEnd)) {
            work(
                    job -> {
                        if (job.name().equals("badly")) {
                            throw new IllegalStateException("badly");
                        }
                        return null;
                    },
                    options().tracing(failing).build(),
                    new WorkerListener() {
                        @Override
                        public void onError(Throwable failure) {
                            told.add(failure);
                        }
                    });
        }
        well.forEach(id -> awaitState(id, JobState.COMPLETED));
        badly.forEach(id -> awaitState(id, JobState.FAILED));
        assertThat(told).isNotEmpty().containsOnly(trouble);
    }

    @Test
    void metersShowWhatWaitsAndHowAttemptsEnd() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        QueueMetrics.watch(registry, queue);
        assertThat(registry.get("bullmq.queue.jobs")
                        .tag("state", "waiting")
                        .gauge()
                        .value())
                .isZero();
        work(
                job -> {
                    if (job.data().number() == 1) {
                        throw new IllegalStateException("one");
                    }
                    return null;
                },
                options().build(),
                QueueMetrics.of(registry, name));
        queue.add("paint", new Note("a", 1), JobOptions.defaults().attempts(2));
        queue.add("paint", new Note("a", 2));
        Await.until("told", () -> timed(registry, "completed") == 1 && timed(registry, "failed") == 1);
        assertThat(timed(registry, "retried")).isEqualTo(1);
        Await.until(
                "the gauge follows",
                () -> registry.get("bullmq.queue.jobs")
                                .tag("state", "failed")
                                .gauge()
                                .value()
                        == 1);
    }

    private long timed(SimpleMeterRegistry registry, String state) {
        var timer = registry.find("bullmq.job.duration").tag("state", state).timer();
        return timer == null ? 0 : timer.count();
    }

    private Queue<Note> traced() {
        spans.reset();
        return new Queue<>(
                connection,
                name,
                PayloadCodec.json(Note.class),
                QueueOptions.defaults().withTracing(tracing));
    }

    private SpanData span(SpanKind kind) {
        return spans.getFinishedSpanItems().stream()
                .filter(span -> span.getKind() == kind)
                .findFirst()
                .orElseThrow();
    }
}
