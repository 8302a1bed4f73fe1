package dev.ovation.standalone;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where an instance of one's own lives: the options that its commands share. */
final class Place {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "where files are kept (${DEFAULT-VALUE})")
    private Path data = Path.of("data");

    @Option(
            names = "--port-base",
            paramLabel = "N",
            defaultValue = "3000",
            description = "the API's port; the others follow it (${DEFAULT-VALUE})")
    private int portBase = 3000;

    Path data() {
        return data;
    }

    /** What is kept there outlives the instance. */
    Instance.Options instance() {
        Path root = Path.of(System.getProperty("ovation.root", "."));
        return new Instance.Options(root, data.toAbsolutePath(), new Ports(portBase), true, Map.of());
    }
}
