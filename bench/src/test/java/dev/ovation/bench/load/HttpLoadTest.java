package dev.ovation.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpLoadTest {

    private static final byte[] REQUEST =
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}".getBytes(StandardCharsets.US_ASCII);
    private static final Duration WARM_UP = Duration.ofMillis(100);
    /** Longer than a machine stalls, so that something is answered within it. */
    private static final Duration MEASURED = Duration.ofSeconds(3);

    private final AtomicInteger served = new AtomicInteger();
    private final HttpServer server;

    HttpLoadTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** Serves the status that the number of the request gives. */
    private HttpLoad against(IntUnaryOperator status, Requests requests) {
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            int number = served.incrementAndGet();
            byte[] body = ("number " + number).getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(status.applyAsInt(number), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return new HttpLoad(server.getAddress(), requests, new HttpLoad.Watcher() {
            @Override
            public void started() {}

            @Override
            public void ended() {}

            @Override
            public void progress(String line) {}
        });
    }

    private static Requests endless() {
        return into -> {
            into.put(REQUEST);
            return true;
        };
    }

    @Test
    void everyAnswerIsCountedOnce() throws IOException {
        LoadReport report = against(_ -> 201, endless()).run(8, WARM_UP, MEASURED);

        assertThat(report.acceptedEver()).isEqualTo(served.get());
        assertThat(report.accepted()).isPositive().isLessThan(report.acceptedEver());
        assertThat(report.latency().getTotalCount()).isEqualTo(report.accepted());
        assertThat(report.errors()).isZero();
        assertThat(report.exhausted()).isFalse();
    }

    @Test
    void otherAnswersAreErrorsAndOneOfEachKindIsKept() throws IOException {
        LoadReport report =
                against(number -> number % 3 == 0 ? 503 : 201, endless()).run(4, WARM_UP, MEASURED);

        assertThat(report.errors()).isPositive();
        assertThat(report.samples()).containsOnlyKeys("503");
        assertThat(report.samples().get("503")).startsWith("number");
    }

    @Test
    void requestsThatRunOutEndTheRunEarly() throws IOException {
        AtomicInteger left = new AtomicInteger(50);
        LoadReport report = against(_ -> 201, into -> {
                    into.put(REQUEST);
                    return left.getAndDecrement() > 0;
                })
                .run(4, WARM_UP, Duration.ofMinutes(5));

        assertThat(report.exhausted()).isTrue();
        assertThat(report.acceptedEver()).isEqualTo(50);
    }

    @Test
    void aServerThatRefusesEverythingIsNoBenchmark() {
        HttpLoad load = against(_ -> 500, endless());

        assertThatThrownBy(() -> load.run(4, Duration.ofMinutes(5), MEASURED))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("more errors than successes");
    }
}
