package dev.ovation.bench.queue;

import dev.ovation.queue.Job;
import dev.ovation.queue.NewJob;
import dev.ovation.queue.Queue;
import dev.ovation.queue.QueueConnection;
import dev.ovation.queue.Worker;
import dev.ovation.queue.WorkerListener;
import dev.ovation.queue.WorkerOptions;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The Java side, under the same orders as {@code bench/queue/peer.mjs}. */
final class JavaPeer {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final QueueConnection connection;

    private JavaPeer(QueueConnection connection) {
        this.connection = connection;
    }

    /** An order, as the driver writes it. */
    record Order(
            String op,
            String queue,
            int jobs,
            @Nullable Integer concurrency,
            @Nullable Integer batch) {}

    public static void main(String[] args) throws Exception {
        try (QueueConnection connection = QueueConnection.open("redis://127.0.0.1:" + args[0]);
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            JavaPeer peer = new JavaPeer(connection);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println(JSON.writeValueAsString(peer.carryOut(JSON.readValue(line, Order.class))));
            }
        }
    }

    private Map<String, Double> carryOut(Order order) throws InterruptedException {
        return switch (order.op()) {
            case "drain" -> drain(order);
            case "add" -> add(order);
            case "addBulk" -> addBulk(order);
            case "latency" -> latency(order);
            default -> throw new IllegalArgumentException(order.op());
        };
    }

    private Map<String, Double> drain(Order order) throws InterruptedException {
        AtomicLong started = new AtomicLong();
        AtomicLong ended = new AtomicLong();
        AtomicLong left = new AtomicLong(order.jobs());
        CountDownLatch done = new CountDownLatch(1);
        WorkerOptions options = WorkerOptions.builder()
                .concurrency(order.concurrency() == null ? 1 : order.concurrency())
                .build();
        Worker<Payload> worker = new Worker<>(
                connection,
                order.queue(),
                Payload.class,
                job -> {
                    if (started.get() == 0) {
                        started.compareAndSet(0, System.nanoTime());
                    }
                    return job.data().attempt();
                },
                options);
        worker.listen(new WorkerListener() {
            @Override
            public void onCompleted(Job<?> job, @Nullable Object result) {
                if (left.decrementAndGet() == 0) {
                    ended.set(System.nanoTime());
                    done.countDown();
                }
            }
        });
        try (worker) {
            worker.start();
            done.await();
        }
        return perSecond(order.jobs(), ended.get() - started.get());
    }

    private Map<String, Double> add(Order order) {
        Queue<Payload> queue = new Queue<>(connection, order.queue(), Payload.class);
        queue.version();
        long from = System.nanoTime();
        for (int i = 0; i < order.jobs(); i++) {
            queue.add("bench", Payload.of(i));
        }
        return perSecond(order.jobs(), System.nanoTime() - from);
    }

    private Map<String, Double> addBulk(Order order) {
        Queue<Payload> queue = new Queue<>(connection, order.queue(), Payload.class);
        queue.version();
        int batch = order.batch() == null ? 1_000 : order.batch();
        long from = System.nanoTime();
        for (int i = 0; i < order.jobs(); i += batch) {
            List<NewJob<Payload>> jobs = new ArrayList<>(batch);
            for (int j = 0; j < batch; j++) {
                jobs.add(new NewJob<>("bench", Payload.of(i + j)));
            }
            queue.addBulk(jobs);
        }
        return perSecond(order.jobs(), System.nanoTime() - from);
    }

    private Map<String, Double> latency(Order order) throws InterruptedException {
        Queue<Payload> queue = new Queue<>(connection, order.queue(), Payload.class);
        queue.version();
        SynchronousQueue<Long> starts = new SynchronousQueue<>();
        Worker<Payload> worker = new Worker<>(connection, order.queue(), Payload.class, job -> {
            starts.put(System.nanoTime());
            return null;
        });
        double[] micros = new double[order.jobs()];
        try (worker) {
            worker.start();
            for (int i = 0; i < micros.length; i++) {
                Thread.sleep(5);
                long from = System.nanoTime();
                queue.add("bench", Payload.of(i));
                micros[i] = (starts.take() - from) / 1e3;
            }
        }
        Arrays.sort(micros);
        return Map.of("p50", micros[micros.length / 2], "p99", micros[(int) (micros.length * 0.99)]);
    }

    private static Map<String, Double> perSecond(int jobs, long nanos) {
        return Map.of("perSecond", jobs * 1e9 / nanos);
    }
}
