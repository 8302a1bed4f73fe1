package dev.ovation.store.redis;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/** Listens to a channel until closed; a lost connection is opened again. */
final class EventSubscriber implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EventSubscriber.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Redis redis;
    private final String channel;
    private final Consumer<String> receiver;
    private final AtomicBoolean started = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable RedisClient client;
    private volatile boolean listening;

    EventSubscriber(Redis redis, String channel, Consumer<String> receiver) {
        this.redis = redis;
        this.channel = channel;
        this.receiver = receiver;
    }

    /** Starts listening on a thread of its own, once. */
    void start() {
        if (started.compareAndSet(false, true)) {
            Thread.ofVirtual().name("event-subscriber").start(this::run);
        }
    }

    boolean isListening() {
        return listening;
    }

    @Override
    public void close() {
        closed.countDown();
        RedisClient open = client;
        if (open != null) {
            open.close();
        }
    }

    private void run() {
        try {
            do {
                listen();
                listening = false;
            } while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen() {
        try (RedisClient connection = redis.listener()) {
            client = connection;
            // Whoever closed before this line did not see the connection; whoever closes after it, closes it.
            if (closed.getCount() > 0) {
                connection.subscribe(new Subscription(), channel);
            }
        } catch (JedisException e) {
            if (closed.getCount() > 0) {
                log.info("events: the connection to Redis is lost, trying again");
                log.debug("events: the connection to Redis is lost", e);
            }
        }
    }

    private final class Subscription extends JedisPubSub {

        @Override
        public void onSubscribe(String name, int count) {
            listening = true;
        }

        @Override
        public void onMessage(String name, String message) {
            receiver.accept(message);
        }
    }
}
