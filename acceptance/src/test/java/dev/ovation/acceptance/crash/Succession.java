package dev.ovation.acceptance.crash;

import dev.ovation.acceptance.simulation.RunningServer;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;

/** Servers of one kind that follow each other: the next one starts while the last one still serves. */
final class Succession implements AutoCloseable {

    private final WarmStart warm;
    private final String kind;
    private final Map<String, String> settings;
    private final RunningServer door;
    private final Queue<ServerProcess> prepared = new ArrayDeque<>();
    private ServerProcess serving;

    /**
     * @param kind {@code api} or {@code jobs}
     * @param door through which clients come; behind it stands nobody yet
     */
    Succession(WarmStart warm, String kind, Map<String, String> settings, RunningServer door) {
        this.warm = warm;
        this.kind = kind;
        this.settings = settings;
        this.door = door;
        serving = start(Death.none());
    }

    private ServerProcess start(Death death) {
        return ServerProcess.start(warm, kind, settings, death);
    }

    /** Lets the first one do some work, and end: the others start from what it has loaded. */
    void train(Runnable work) {
        if (!serving.awaitReady()) {
            throw new AssertionError("it does not start:\n" + serving.output());
        }
        door.leadTo(serving.port());
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            throw new AssertionError("at the first server, alive " + serving.isAlive() + ":\n" + serving.output(), e);
        }
        serving.end();
    }

    void prepare(Death death) {
        prepared.add(start(death));
    }

    /** The next one serves, unless it has died already. */
    ServerProcess next() {
        serving = prepared.remove();
        if (serving.awaitReady()) {
            door.leadTo(serving.port());
        }
        return serving;
    }

    @Override
    public void close() {
        serving.close();
        prepared.forEach(ServerProcess::close);
    }
}
