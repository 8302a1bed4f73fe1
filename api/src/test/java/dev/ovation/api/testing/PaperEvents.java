package dev.ovation.api.testing;

import dev.ovation.core.event.Event;
import dev.ovation.core.event.Events;
import dev.ovation.core.value.Address;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Events within one process. */
public final class PaperEvents implements Events {

    private record Subscription(Address wallet, Consumer<Event> listener) {}

    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    @Override
    public void publish(Event event) {
        subscriptions.stream()
                .filter(subscription -> subscription.wallet().equals(event.wallet()))
                .forEach(subscription -> subscription.listener().accept(event));
    }

    @Override
    public AutoCloseable subscribe(Address wallet, Consumer<Event> listener) {
        Subscription subscription = new Subscription(wallet, listener);
        subscriptions.add(subscription);
        return () -> subscriptions.remove(subscription);
    }

    public int subscribers() {
        return subscriptions.size();
    }
}
