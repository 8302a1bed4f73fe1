package dev.ovation.bench.queue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;

/**
 * What Redis itself can do: the same scripts with the same arguments from connections that have a whole batch under way,
 * with no handler, no JSON and no threads behind it.
 */
final class Ceiling {

    private static final String ROOT = "/dev/ovation/queue/bullmq/";

    private Ceiling() {}

    /**
     * @param depth how many jobs are under way at once: half of them on one connection while Redis works at the other's,
     *     so that it never waits
     */
    static double drainPerSecond(BenchRedis redis, String queue, int jobs, int depth) {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            long from = System.nanoTime();
            Future<Integer> one = threads.submit(() -> drain(redis, queue, "a", (depth + 1) / 2));
            Future<Integer> two = threads.submit(() -> drain(redis, queue, "b", depth / 2));
            int done = one.get() + two.get();
            if (done != jobs) {
                throw new IllegalStateException(done + " jobs instead of " + jobs);
            }
            return jobs * 1e9 / (System.nanoTime() - from);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Works off what it gets, so many jobs in each round trip, and answers how many those were. */
    private static int drain(BenchRedis redis, String queue, String name, int depth) {
        String base = "bull:" + queue + ":";
        List<byte[]> common = keys(
                base,
                "wait",
                "active",
                "prioritized",
                "events",
                "stalled",
                "limiter",
                "delayed",
                "paused",
                "meta",
                "pc");
        try (RedisClient client = redis.client()) {
            byte[] take = sha(client, "moveToActive.lua");
            byte[] settle = sha(client, "moveToFinished.lua");
            List<byte[]> takeKeys = new ArrayList<>(common);
            takeKeys.add(text(base + "marker"));
            List<Running> running = new ArrayList<>();
            for (int i = 0; i < depth; i++) {
                String token = name + i;
                Object taken = client.evalsha(take, takeKeys, List.of(text(base), now(), options(token)));
                running.add(new Running(token, (byte[]) ((List<?>) taken).get(1)));
            }
            int done = 0;
            while (!running.isEmpty()) {
                List<Response<Object>> answers = new ArrayList<>();
                try (Pipeline pipeline = (Pipeline) client.pipelined()) {
                    for (Running job : running) {
                        List<byte[]> keys = new ArrayList<>(common);
                        keys.addAll(keys(base, "completed", string(job.id), "metrics:completed", "marker"));
                        answers.add(pipeline.evalsha(
                                settle,
                                keys,
                                List.of(
                                        job.id,
                                        now(),
                                        text("returnvalue"),
                                        text("1"),
                                        text("completed"),
                                        text("1"),
                                        text(base),
                                        options(job.token),
                                        new byte[0])));
                    }
                    pipeline.sync();
                }
                done += running.size();
                List<Running> next = new ArrayList<>();
                for (int i = 0; i < running.size(); i++) {
                    if (answers.get(i).get() instanceof List<?> parts && parts.get(0) instanceof List<?>) {
                        next.add(new Running(running.get(i).token, (byte[]) parts.get(1)));
                    }
                }
                running = next;
            }
            return done;
        }
    }

    private record Running(String token, byte[] id) {}

    private static byte[] sha(RedisClient client, String file) {
        try (var in = Ceiling.class.getResourceAsStream(ROOT + file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is not packaged");
            }
            return text(client.scriptLoad(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<byte[]> keys(String base, String... names) {
        List<byte[]> keys = new ArrayList<>();
        for (String name : names) {
            keys.add(text(base + name));
        }
        return keys;
    }

    /** MessagePack of {token, lockDuration: 30000, keepJobs: {count: -1}, attempts: 0, maxMetricsSize: ""}. */
    private static byte[] options(String token) {
        String hex = "85" + packed("token") + packed(token) + packed("lockDuration") + "cd7530" + packed("keepJobs")
                + "81" + packed("count") + "ff" + packed("attempts") + "00" + packed("maxMetricsSize") + "a0";
        return HexFormat.of().parseHex(hex);
    }

    private static String packed(String shortText) {
        return HexFormat.of().toHexDigits((byte) (0xa0 | shortText.length()))
                + HexFormat.of().formatHex(text(shortText));
    }

    private static byte[] now() {
        return text(Long.toString(System.currentTimeMillis()));
    }

    private static String string(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
