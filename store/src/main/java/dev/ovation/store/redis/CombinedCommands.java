package dev.ovation.store.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;

/**
 * Sends single commands of many threads in common round trips. Who comes while nobody sends goes at once, on his own
 * thread; who comes while a round trip is under way waits for the next one, which takes all that have come meanwhile. So
 * a quiet server answers as fast as with a command alone, and a busy one spends a fraction of the system calls. Safe to
 * share between threads.
 */
final class CombinedCommands {

    private static final int MOST_AT_ONCE = 256;

    private final Supplier<? extends AbstractPipeline> pipelines;
    private final ReentrantLock lock = new ReentrantLock();
    private List<Waiting<?>> waiting = new ArrayList<>();
    private boolean sending;

    CombinedCommands(Supplier<? extends AbstractPipeline> pipelines) {
        this.pipelines = pipelines;
    }

    /**
     * @throws redis.clients.jedis.exceptions.JedisException as if the command had been sent alone
     */
    <T> T run(Function<AbstractPipeline, Response<T>> command) {
        Waiting<T> mine = new Waiting<>(command);
        if (leads(mine)) {
            send(List.of(mine));
            passOn();
        }
        try {
            return mine.answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private boolean leads(Waiting<?> mine) {
        lock.lock();
        try {
            if (sending) {
                waiting.add(mine);
                return false;
            }
            sending = true;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The leader has its answer and goes; what came meanwhile is sent by a thread of its own. */
    private void passOn() {
        List<Waiting<?>> next = take();
        if (!next.isEmpty()) {
            Thread.ofVirtual().name("redis-commands").start(() -> sendAll(next));
        }
    }

    private void sendAll(List<Waiting<?>> first) {
        for (List<Waiting<?>> next = first; !next.isEmpty(); next = take()) {
            send(next);
        }
    }

    private List<Waiting<?>> take() {
        lock.lock();
        try {
            List<Waiting<?>> taken = waiting;
            if (taken.size() <= MOST_AT_ONCE) {
                waiting = new ArrayList<>();
            } else {
                waiting = new ArrayList<>(taken.subList(MOST_AT_ONCE, taken.size()));
                taken = taken.subList(0, MOST_AT_ONCE);
            }
            sending = !taken.isEmpty();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private void send(List<? extends Waiting<?>> commands) {
        try (AbstractPipeline pipeline = pipelines.get()) {
            List<Runnable> answers =
                    commands.stream().map(command -> command.queue(pipeline)).toList();
            pipeline.sync();
            answers.forEach(Runnable::run);
        } catch (RuntimeException | Error e) {
            commands.forEach(command -> command.fail(e));
        }
    }

    private static final class Waiting<T> {

        private final Function<AbstractPipeline, Response<T>> command;
        private final CompletableFuture<T> answer = new CompletableFuture<>();

        Waiting(Function<AbstractPipeline, Response<T>> command) {
            this.command = command;
        }

        /** What to do once the pipeline is through. */
        Runnable queue(AbstractPipeline pipeline) {
            Response<T> response = command.apply(pipeline);
            return () -> answer(response);
        }

        /** One command's error is that command's alone. */
        private void answer(Response<T> response) {
            try {
                answer.complete(response.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        }

        void fail(Throwable cause) {
            answer.completeExceptionally(cause);
        }
    }
}
