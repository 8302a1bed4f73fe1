package dev.ovation.store.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port for a server that comes and goes. It lies below those that the system gives away by itself: between its choice
 * and its use, and while the server is away, no other connection gets it by chance.
 */
final class FreePort {

    private FreePort() {}

    static int choose() {
        int port;
        do {
            port = ThreadLocalRandom.current().nextInt(10_000, 30_000);
        } while (!isFree(port));
        return port;
    }

    private static boolean isFree(int port) {
        try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
