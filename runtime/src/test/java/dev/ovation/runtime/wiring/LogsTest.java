package dev.ovation.runtime.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import io.helidon.common.buffers.DataReader.InsufficientDataAvailableException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.MDC;

/** The servers' own settings of the log, which tests otherwise replace. */
class LogsTest {

    private final PrintStream console = System.out;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final LoggerContext context = new LoggerContext();
    private final Logger log = context.getLogger("dev.ovation.test");

    @BeforeEach
    void open() throws JoranException {
        System.setOut(new PrintStream(written, false, StandardCharsets.UTF_8));
        context.setMDCAdapter(MDC.getMDCAdapter());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Logs.class.getResource("/logback.xml"));
    }

    @AfterEach
    void close() {
        context.stop();
        System.setOut(console);
    }

    /** Ours: a thread that another test left behind may write to the console too, but not in JSON. */
    private List<String> lines() {
        context.stop();
        System.out.flush();
        return written.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("{"))
                .toList();
    }

    @Test
    void aLineIsOneObjectWithTheRequestsId() {
        MDC.put("requestId", "r-1");
        log.info("first\nof two");
        MDC.remove("requestId");
        assertThat(lines())
                .singleElement()
                .asString()
                .startsWith("{\"@timestamp\":\"")
                .endsWith("}")
                .contains("\"message\":\"first\\nof two\"", "\"level\":\"INFO\"", "\"requestId\":\"r-1\"");
    }

    @Test
    void theEndWritesAllLinesHoweverManyWait() {
        IntStream.range(0, 20_000).parallel().forEach(i -> log.info("line {}.", i));
        List<String> lines = lines();
        assertThat(lines).hasSize(20_000);
        assertThat(lines).anyMatch(line -> line.contains("line 0.")).anyMatch(line -> line.contains("line 19999."));
    }

    @Test
    void whoHangsUpAmidARequestFillsNoLog() {
        Logger connections = context.getLogger("io.helidon.webserver.http1.Http1Connection");
        RuntimeException left = new RuntimeException("Internal error", new InsufficientDataAvailableException());
        connections.warn("Internal server error", left);
        connections.warn("Internal server error", new IllegalStateException("a mistake"));
        assertThat(lines()).singleElement().asString().contains("a mistake");
    }
}
