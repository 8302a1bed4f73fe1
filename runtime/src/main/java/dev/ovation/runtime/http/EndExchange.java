package dev.ovation.runtime.http;

import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;

/**
 * Makes a connection ready for its next request once one is answered, or closes it: when the client or the answer says so
 * (which this version of Helidon announces and does not do), and when too much of an unread body is still to come.
 */
final class EndExchange {

    /** To read so much costs less than a new connection; a client that is cut off may lose its answer. */
    static final int MOST_UNREAD = 128 * 1024;

    private EndExchange() {}

    /**
     * @throws CloseConnectionException to close it
     */
    static void after(ServerRequest request, ServerResponse response) {
        boolean read = request.content().consumed() || readRest(request);
        if (!read || response.headers().containsToken(HeaderValues.CONNECTION_CLOSE)) {
            throw new CloseConnectionException("answered");
        }
    }

    private static boolean readRest(ServerRequest request) {
        long deadline = System.nanoTime() + ConnectionLimits.ARRIVAL.toNanos();
        byte[] ignored = new byte[8192];
        try {
            // Not closed, as in ReceiveBody.
            InputStream in = request.content().inputStream();
            int length = 0;
            int read = 0;
            while (read >= 0 && length <= MOST_UNREAD && System.nanoTime() < deadline) {
                read = in.read(ignored);
                length += Math.max(read, 0);
            }
            return read < 0;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
