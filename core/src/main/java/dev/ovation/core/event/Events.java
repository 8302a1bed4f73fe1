package dev.ovation.core.event;

import dev.ovation.core.value.Address;
import java.util.function.Consumer;

/** Carries events between the servers. Best effort: who misses one reads the state instead. Never throws for that. */
public interface Events {

    void publish(Event event);

    /** Listens to one wallet's events until closed. */
    AutoCloseable subscribe(Address wallet, Consumer<Event> listener);
}
