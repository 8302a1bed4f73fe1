package dev.ovation.runtime.http;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much of a server its clients may hold, and for how long.
 *
 * @param connections at once; more wait to be accepted. An open one takes about 10 KB of the heap
 * @param silence how long a client may send nothing while it is its turn
 * @param arrival how long a request's head may take to arrive, however it drips; {@link ReceiveBody} bounds its body
 * @param grace how long a stopping server waits for requests that are being answered
 */
public record ConnectionLimits(int connections, Duration silence, Duration arrival, Duration grace) {

    private static final Logger log = LoggerFactory.getLogger(ConnectionLimits.class);

    /** Longer than load balancers keep a connection open, or they would send on one that is being closed. */
    private static final Duration SILENCE = Duration.ofSeconds(75);

    static final Duration ARRIVAL = Duration.ofSeconds(30);

    /** For the databases, the chain, jars and logs. */
    private static final int OTHER_FILES = 512;

    public ConnectionLimits(int connections, Duration grace) {
        this(connections, SILENCE, ARRIVAL, grace);
    }

    int affordableConnections() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            int affordable = affordableConnections(system.getMaxFileDescriptorCount());
            if (affordable < connections) {
                log.warn("the limit of open files allows {} connections instead of {}", affordable, connections);
            }
            return affordable;
        }
        return connections;
    }

    /** A listener that is refused a file by the system ends for good, so it accepts no more than the system gives. */
    int affordableConnections(long files) {
        return (int) Math.min(connections, Math.max(files / 2, files - OTHER_FILES));
    }
}
