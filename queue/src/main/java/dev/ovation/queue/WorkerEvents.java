package dev.ovation.queue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a worker's listeners, none of which can harm the worker. */
final class WorkerEvents {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final String queue;
    private final OutageLog outages;
    private final List<WorkerListener> listeners = new CopyOnWriteArrayList<>();

    WorkerEvents(String queue) {
        this.queue = queue;
        this.outages = new OutageLog(LOG, "Worker of queue " + queue);
    }

    void add(WorkerListener listener) {
        listeners.add(listener);
    }

    void tell(Consumer<WorkerListener> event) {
        for (WorkerListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (Throwable e) {
                LOG.warn("A listener of queue {} failed", queue, e);
            }
        }
    }

    /** Goes to the log only where nobody listens. */
    void error(Throwable failure) {
        if (listeners.isEmpty()) {
            if (failure instanceof RedisUnavailableException || failure instanceof RedisRefusedException) {
                outages.failed(failure);
            } else {
                LOG.warn("Worker of queue {}: {}", queue, failure.toString());
            }
        }
        tell(listener -> listener.onError(failure));
    }

    /** Redis has just answered the worker. */
    void answered() {
        outages.answered();
    }
}
