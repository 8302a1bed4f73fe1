package dev.ovation.store.redis;

import dev.ovation.core.event.Event;
import dev.ovation.core.event.Events;
import dev.ovation.core.refusal.Unavailable;
import dev.ovation.core.value.Address;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Pipeline;

/**
 * Events over one channel of Redis. All listeners of a server share one connection, which comes back by itself; events
 * of the time in between are missed. A listener that is slower than its events misses the oldest ones, and never
 * holds up the others.
 */
public final class RedisEvents implements Events, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RedisEvents.class);

    private final Redis redis;
    private final Map<Address, List<EventListener>> listeners = new ConcurrentHashMap<>();
    private final Semaphore free;
    private final EventSubscriber subscriber;

    /**
     * @param maxListeners of this server, at most
     */
    public RedisEvents(Redis redis, int maxListeners) {
        this.redis = redis;
        this.free = new Semaphore(maxListeners);
        this.subscriber = new EventSubscriber(redis, channel(), this::dispatch);
    }

    @Override
    public void publish(Event event) {
        try {
            redis.together(pipeline -> pipeline.publish(channel(), EventText.write(event)));
        } catch (Unavailable e) {
            log.debug("an event is lost type={}", event.type(), e);
        }
    }

    @Override
    public void publishAll(List<Event> events) {
        try {
            redis.call(client -> {
                try (Pipeline pipeline = client.pipelined()) {
                    events.forEach(event -> pipeline.publish(channel(), EventText.write(event)));
                    pipeline.sync();
                }
                return true;
            });
        } catch (Unavailable e) {
            log.debug("events are lost number={}", events.size(), e);
        }
    }

    /**
     * @throws Unavailable if this server has as many listeners as it may have
     */
    @Override
    public AutoCloseable subscribe(Address wallet, Consumer<Event> listener) {
        if (!free.tryAcquire()) {
            throw new Unavailable("events", new IllegalStateException("as many listeners as this server may have"));
        }
        EventListener added = new EventListener(listener);
        listeners.compute(wallet, (_, present) -> {
            List<EventListener> list = present == null ? new CopyOnWriteArrayList<>() : present;
            list.add(added);
            return list;
        });
        subscriber.start();
        AtomicBoolean closed = new AtomicBoolean();
        return () -> {
            if (closed.compareAndSet(false, true)) {
                listeners.computeIfPresent(wallet, (_, present) -> {
                    present.remove(added);
                    return present.isEmpty() ? null : present;
                });
                added.close();
                free.release();
            }
        };
    }

    /** Whether events arrive now. */
    public boolean isListening() {
        return subscriber.isListening();
    }

    @Override
    public void close() {
        subscriber.close();
        listeners.values().forEach(list -> list.forEach(EventListener::close));
        listeners.clear();
    }

    private void dispatch(String text) {
        EventText.read(text)
                .ifPresentOrElse(
                        event -> listeners
                                .getOrDefault(event.wallet(), List.of())
                                .forEach(to -> to.offer(event)),
                        () -> log.warn("a message on the events' channel is no event"));
    }

    private String channel() {
        return redis.key("events");
    }
}
