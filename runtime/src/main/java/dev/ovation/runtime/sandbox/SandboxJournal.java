package dev.ovation.runtime.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file of one JSON line for each change, the last line of an id being its present state. A line that a crash cut in
 * half is passed over. Not safe for several threads.
 */
final class SandboxJournal {

    /** Exactly one of the three. */
    record Line(
            @Nullable SandboxPayment payment,
            @Nullable SandboxPayout payout,
            @Nullable Report report) {}

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Optional<Path> file;

    SandboxJournal(Optional<Path> file) {
        this.file = file;
    }

    List<Line> read() {
        if (file.isEmpty() || !Files.exists(file.get())) {
            return List.of();
        }
        try {
            return Files.readAllLines(file.get()).stream()
                    .map(SandboxJournal::parse)
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void append(Line line) {
        if (file.isEmpty()) {
            return;
        }
        try {
            Path parent = file.get().toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(
                    file.get(),
                    "\n" + MAPPER.writeValueAsString(line),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Line> parse(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(MAPPER.readValue(text, Line.class));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
