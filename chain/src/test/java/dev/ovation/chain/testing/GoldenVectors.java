package dev.ovation.chain.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The vectors that {@code chain/golden/generate.mjs} writes with viem. */
public final class GoldenVectors {

    public static final JsonMapper JSON = JsonMapper.builder().build();

    private GoldenVectors() {}

    public static JsonNode read(String file) {
        try (InputStream in = Objects.requireNonNull(GoldenVectors.class.getResourceAsStream(file), file)) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Stream<JsonNode> stream(String file) {
        return StreamSupport.stream(read(file).spliterator(), false);
    }
}
