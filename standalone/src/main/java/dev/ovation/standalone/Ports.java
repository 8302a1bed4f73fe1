package dev.ovation.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** The ports of one instance, side by side from a base. All of them listen on the loopback address only. */
public record Ports(int base) {

    private static final int COUNT = 6;
    private static final int LOWEST_ANY = 10_000;
    private static final int HIGHEST_ANY = 30_000;

    public Ports {
        if (base < 1024 || base > 65_535 - COUNT) {
            throw new StartFailure("--port-base must be from 1024 to " + (65_535 - COUNT) + ".");
        }
    }

    public int api() {
        return base;
    }

    public int jobs() {
        return base + 1;
    }

    public int gateway() {
        return base + 2;
    }

    public int anvil() {
        return base + 3;
    }

    public int redis() {
        return base + 4;
    }

    public int mongo() {
        return base + 5;
    }

    /**
     * A base with all its ports free at this moment, below those that systems give away by themselves: so nobody gets one
     * by chance before it is listened on.
     */
    public static Ports anyFree() {
        for (int attempt = 0; attempt < 100; attempt++) {
            Ports ports = new Ports(ThreadLocalRandom.current().nextInt(LOWEST_ANY, HIGHEST_ANY));
            if (ports.taken().isEmpty()) {
                return ports;
            }
        }
        throw new StartFailure("No row of " + COUNT + " free ports was found.");
    }

    /**
     * @throws StartFailure naming the first port that somebody else listens on
     */
    public void requireFree() {
        taken().forEach((port, what) -> {
            throw new StartFailure("Port " + port + " (" + what + ") is in use: stop what listens there,"
                    + " or choose other ports with --port-base.");
        });
    }

    private Map<Integer, String> taken() {
        Map<Integer, String> wanted = new LinkedHashMap<>();
        wanted.put(api(), "API server");
        wanted.put(jobs(), "job server");
        wanted.put(gateway(), "sandbox payment gateway");
        wanted.put(anvil(), "Anvil");
        wanted.put(redis(), "Redis");
        wanted.put(mongo(), "MongoDB");
        wanted.keySet().removeIf(Ports::isFree);
        return wanted;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
