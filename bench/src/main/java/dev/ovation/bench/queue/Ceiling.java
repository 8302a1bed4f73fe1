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
 * with no handler, no JSON and no threads behind it. Jobs are settled together in one call, as the Java worker does it.
 */
final class Ceiling {

    private static final String ROOT = "/dev/ovation/queue/bullmq/";

    /** As many as the worker puts into one call. */
    private static final int MOST_IN_CALL = 25;

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
            byte[] settle = sha(client, "moveToFinished.joint.lua");
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
                    for (int from = 0; from < running.size(); from += MOST_IN_CALL) {
                        List<Running> together = running.subList(from, Math.min(from + MOST_IN_CALL, running.size()));
                        answers.add(pipeline.evalsha(
                                settle, settleKeys(base, common, together), settleArgs(base, together)));
                    }
                    pipeline.sync();
                }
                done += running.size();
                running = next(running, answers);
            }
            return done;
        }
    }
    /** The first job's keys, and of the others' that one which differs. */
    private static List<byte[]> settleKeys(String base, List<byte[]> common, List<Running> jobs) {
        List<byte[]> keys = new ArrayList<>(common);
        keys.addAll(keys(base, "completed", string(jobs.getFirst().id), "metrics:completed", "marker"));
        for (Running job : jobs.subList(1, jobs.size())) {
            keys.add(text(base + string(job.id)));
        }
        return keys;
    }

    private static List<byte[]> settleArgs(String base, List<Running> jobs) {
        List<byte[]> args = new ArrayList<>();
        for (Running job : jobs) {
            List<byte[]> own = List.of(job.id, now(), text("1"), options(job.token));
            args.addAll(
                    args.isEmpty()
                            ? List.of(
                                    own.get(0),
                                    own.get(1),
                                    text("returnvalue"),
                                    own.get(2),
                                    text("completed"),
                                    text("1"),
                                    text(base),
                                    own.get(3),
                                    new byte[0])
                            : own);
        }
        return args;
    }

    /** Those that settling brought, each under the token of the one whose place it takes. */
    private static List<Running> next(List<Running> settled, List<Response<Object>> answers) {
        List<Running> next = new ArrayList<>();
        int place = 0;
        for (Response<Object> answer : answers) {
            for (Object ofOne : (List<?>) answer.get()) {
                if (ofOne instanceof List<?> parts && parts.get(0) instanceof List<?>) {
                    next.add(new Running(settled.get(place).token, (byte[]) parts.get(1)));
                } else if (ofOne instanceof Exception || ofOne instanceof Long code && code < 0) {
                    throw new IllegalStateException("a job was not settled: " + ofOne);
                }
                place++;
            }
        }
        return next;
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
