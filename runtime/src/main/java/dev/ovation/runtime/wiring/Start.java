package dev.ovation.runtime.wiring;

import dev.ovation.runtime.settings.Environment;
import dev.ovation.runtime.settings.InvalidSetting;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a server process and stops it politely. */
public final class Start {

    private static final Logger log = LoggerFactory.getLogger(Start.class);

    private Start() {}

    /** Puts a server together; closing what it answers stops the server. */
    @FunctionalInterface
    public interface Server {
        AutoCloseable start(Environment env) throws Exception;
    }

    /**
     * Runs a server until the process is told to stop. A wrong setting ends the process with one sentence and code 78
     * (EX_CONFIG of sysexits.h), any other failure with its stack and code 1.
     */
    public static void server(String name, Server server) {
        Logs.bridge();
        long start = System.nanoTime();
        try {
            AutoCloseable running = server.start(new Environment(System.getenv()));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(name, running), "stop"));
            log.info(
                    "{} started ms={}",
                    name,
                    Duration.ofNanos(System.nanoTime() - start).toMillis());
        } catch (InvalidSetting e) {
            System.err.println("ovation: " + e.getMessage());
            System.exit(78);
        } catch (Exception e) {
            log.error("{} can't start", name, e);
            Logs.end();
            System.exit(1);
        }
    }

    private static void stop(String name, AutoCloseable running) {
        try {
            running.close();
            log.info("{} stopped", name);
        } catch (Exception e) {
            log.error("{} did not stop cleanly", name, e);
        } finally {
            Logs.end();
        }
    }
}
