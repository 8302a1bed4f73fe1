package dev.ovation.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PortsTest {

    private static final Path GIVEN_AWAY = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

    /** Between the choice and the start of the last server any connection of this machine could get one of them. */
    @Test
    void noneOfAFreeRowIsOneThatTheSystemGivesAwayByItself() throws IOException {
        assumeTrue(Files.isReadable(GIVEN_AWAY), "another system has its own");
        int lowest;
        // The kernel tells it to one long read, and not byte by byte.
        try (BufferedReader range = Files.newBufferedReader(GIVEN_AWAY)) {
            lowest = Integer.parseInt(range.readLine().split("\\s+")[0]);
        }
        for (int i = 0; i < 50; i++) {
            Ports ports = Ports.anyFree();
            assertThat(ports.mongo()).isLessThan(lowest);
            ports.requireFree();
        }
    }
}
