package dev.ovation.store.redis;

import dev.ovation.core.event.Event;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One listener on a thread of its own, with a bounded queue before it. */
final class EventListener implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EventListener.class);
    private static final int WAITING_AT_MOST = 256;

    private final BlockingQueue<Event> waiting = new ArrayBlockingQueue<>(WAITING_AT_MOST);
    private final Consumer<Event> listener;
    private final Thread thread;

    EventListener(Consumer<Event> listener) {
        this.listener = listener;
        this.thread = Thread.ofVirtual().name("event-listener").start(this::run);
    }

    /** Queues an event; where there is no room the oldest gives way. */
    void offer(Event event) {
        while (!waiting.offer(event)) {
            waiting.poll();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                tell(waiting.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(Event event) {
        try {
            listener.accept(event);
        } catch (RuntimeException e) {
            log.debug("a listener failed on type={}", event.type(), e);
        }
    }
}
