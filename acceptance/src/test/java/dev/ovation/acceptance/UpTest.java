package dev.ovation.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpTest {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int PORTS = 6;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path data;

    @Test
    void it_survives_being_killed_and_keeps_what_it_had() throws Exception {
        int base = freeBase();
        String message =
                "/api/auth/wallet-message?email=a@example.com&walletAddress=0x0000000000000000000000000000000000000001";
        try (Application first = up(base)) {
            first.awaitOutput("Ovation is up", PATIENCE);
            assertThat(status(base, "/ready")).isEqualTo(200);
            assertThat(status(base + 1, "/ready")).isEqualTo(200);
            assertThat(status(base, message)).isEqualTo(200);
            first.kill();
        }
        try (Application second = up(base)) {
            second.awaitOutput("Ovation is up", PATIENCE);
            assertThat(second.output())
                    .contains("ended what an earlier start left behind")
                    .contains("contracts found");
            assertThat(status(base, "/ready")).isEqualTo(200);
            try (Application third = up(base)) {
                assertThat(third.awaitExit(PATIENCE)).isEqualTo(1);
                assertThat(third.output()).contains("Another instance runs over");
            }
            second.interrupt();
            second.awaitExit(PATIENCE);
            assertThat(second.output()).contains("stopped");
        }
    }

    @Test
    void a_port_in_use_is_named() throws Exception {
        int base = freeBase();
        try (ServerSocket taken = new ServerSocket(base + 1, 1, InetAddress.getLoopbackAddress());
                Application application = up(base)) {
            assertThat(application.awaitExit(PATIENCE)).isEqualTo(1);
            assertThat(application.output())
                    .contains("Port " + taken.getLocalPort() + " (job server) is in use")
                    .contains("--port-base");
        }
    }

    private Application up(int base) {
        return Application.start(
                "dev.ovation.standalone.Up",
                List.of("--data", data.toString(), "--port-base", String.valueOf(base)),
                Map.of());
    }

    private static int status(int port, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE)
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    /** The first of six ports that are free, below those that the system gives to other tests meanwhile. */
    private static int freeBase() {
        Random random = new Random();
        int base;
        do {
            base = random.nextInt(10_000, 30_000);
        } while (!IntStream.range(base, base + PORTS).allMatch(UpTest::isFree));
        return base;
    }

    private static boolean isFree(int port) {
        try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
