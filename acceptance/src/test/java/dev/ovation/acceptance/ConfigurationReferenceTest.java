package dev.ovation.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The configuration reference names every setting that the sources read. */
class ConfigurationReferenceTest {

    private static final Pattern READ = Pattern.compile(
            "env(?:ironment)?\\s*\\.\\s*(?:required|optional|text|secret|optionalSecret|number|flag|duration|tokens|uri|uris|list|parsed)\\(\\s*\"([A-Z0-9_]+)\"\\s*,");

    @Test
    void every_setting_is_described() throws IOException {
        Set<String> read = new TreeSet<>();
        for (String module : new String[] {"runtime", "api", "jobs", "standalone"}) {
            try (Stream<Path> files = Files.walk(Application.root().resolve(module + "/src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(file -> collect(file, read));
            }
        }
        String reference = Files.readString(Application.root().resolve("docs/configuration.md"));
        assertThat(read)
                .hasSizeGreaterThan(50)
                .allSatisfy(name -> assertThat(reference).contains("`" + name + "`"));
    }

    private static void collect(Path file, Set<String> names) {
        try {
            Matcher matcher = READ.matcher(Files.readString(file));
            while (matcher.find()) {
                names.add(matcher.group(1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
