package dev.ovation.core.event;

import dev.ovation.core.value.Address;
import java.util.List;
import java.util.function.Consumer;

/** Carries events between the servers. Best effort: who misses one reads the state instead. Never throws for that. */
public interface Events {

    void publish(Event event);

    /** Many at once, in their order. */
    default void publishAll(List<Event> events) {
        events.forEach(this::publish);
    }

    /** Listens to one wallet's events until closed. */
    AutoCloseable subscribe(Address wallet, Consumer<Event> listener);
}
