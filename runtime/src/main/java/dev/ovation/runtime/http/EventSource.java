package dev.ovation.runtime.http;

import java.time.Duration;
import java.util.Optional;

/** Where a stream of server-sent events comes from. Used by one thread; closed when the client goes or the stream ends. */
public interface EventSource extends AutoCloseable {

    /** One thing to send: a named event with its JSON. */
    record Item(String name, Object json) {}

    /** The next event, or empty after {@code patience} without one. */
    Optional<Item> next(Duration patience) throws InterruptedException;

    /** Whether nothing will come any more. */
    boolean isOver();

    @Override
    void close();
}
