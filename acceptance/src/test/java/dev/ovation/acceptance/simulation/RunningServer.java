package dev.ovation.acceptance.simulation;

import dev.ovation.chain.testing.Relay;
import dev.ovation.runtime.settings.Environment;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/**
 * One of our servers, with the parts that it has as a process, inside the test's JVM: it starts in a blink. All of its
 * connections lead through relays of its own. To kill it is to cut them: from this moment on nothing that it still does
 * reaches anybody, exactly as if its process had ended. Clients come through a relay too, at a port that stays the same.
 */
public final class RunningServer implements AutoCloseable {

    private final Function<Environment, AutoCloseable> start;
    private final String portSetting;
    private final Relay front = Relay.to(1);
    private final List<Thread> goingDown = new ArrayList<>();
    private List<Relay> lifelines = List.of();
    private AutoCloseable running = () -> {};
    private boolean alive;

    /**
     * @param portSetting such as {@code API_PORT}
     */
    RunningServer(Function<Environment, AutoCloseable> start, String portSetting) {
        this.start = start;
        this.portSetting = portSetting;
        front.cut();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + front.port());
    }

    public boolean isAlive() {
        return alive;
    }

    /**
     * @param settings in which {@code MONGODB_URI}, {@code REDIS_URL}, {@code RPC_URL} and {@code RPC_WS_URL}
     *     name ports of this machine
     */
    public void start(Map<String, String> settings) {
        start(settings, true);
    }

    /** As if nothing of what it needs were there yet; {@link #connect} brings it. */
    void startWithoutDependencies(Map<String, String> settings) {
        start(settings, false);
    }

    void connect() {
        lifelines.forEach(Relay::mend);
    }

    private void start(Map<String, String> settings, boolean connected) {
        Map<String, String> own = new HashMap<>(settings);
        List<Relay> relays = new ArrayList<>();
        for (String name : List.of("MONGODB_URI", "REDIS_URL", "RPC_URL", "RPC_WS_URL")) {
            own.computeIfPresent(name, (_, urls) -> throughRelays(urls, relays));
        }
        int port = freePort();
        own.put(portSetting, String.valueOf(port));
        lifelines = relays;
        if (!connected) {
            relays.forEach(Relay::cut);
        }
        running = start.apply(new Environment(own));
        front.mend(port);
        alive = true;
    }

    private static String throughRelays(String urls, List<Relay> relays) {
        List<String> result = new ArrayList<>();
        for (String url : urls.split(",")) {
            URI uri = URI.create(url);
            Relay relay = Relay.to(uri.getPort());
            relays.add(relay);
            result.add(url.replace(":" + uri.getPort(), ":" + relay.port()));
        }
        return String.join(",", result);
    }

    /** Ends it as {@code kill -9} does. What is left of it in this JVM is cleared away in the background. */
    public void kill() {
        front.cut();
        lifelines.forEach(Relay::cut);
        AutoCloseable dead = running;
        List<Relay> severed = lifelines;
        alive = false;
        goingDown.add(Thread.ofPlatform().daemon().name("bury").start(() -> {
            closeQuietly(dead);
            severed.forEach(Relay::close);
        }));
    }

    /** Ends it politely. */
    public void stop() {
        front.cut();
        closeQuietly(running);
        lifelines.forEach(Relay::close);
        alive = false;
    }

    private static void closeQuietly(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            // A server that has lost all its connections may say so.
        }
    }

    @Override
    public void close() {
        if (alive) {
            stop();
        }
        front.close();
        for (Thread burial : goingDown) {
            try {
                burial.join(10_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Clients come to a process at this port from now on; the server in this JVM must have ended. */
    public void leadTo(int port) {
        front.mend(port);
    }

    /** Below those that the system gives to others meanwhile: between now and its use nobody gets it by chance. */
    public static int freePort() {
        int port;
        do {
            port = ThreadLocalRandom.current().nextInt(10_000, 30_000);
        } while (!isFree(port));
        return port;
    }

    private static boolean isFree(int port) {
        try (ServerSocket _ = new ServerSocket(port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
