package dev.ovation.runtime.deploy;

import dev.ovation.core.ledger.Token;
import dev.ovation.core.value.Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where the contracts live. Read from a JSON document with exactly these fields.
 *
 * @param chainId of the chain
 * @param block that holds the first of the contracts: nothing of ours is older
 * @param genesis second since 1970 at which epoch 0 began
 * @param epochSeconds length of an epoch
 */
public record Deployment(
        long chainId,
        long block,
        long genesis,
        long epochSeconds,
        Address tk,
        Address tki,
        Address controller,
        Address validator) {

    private static final JsonMapper JSON = JsonMapper.shared();

    public Deployment {
        if (chainId < 1 || block < 0 || genesis < 0 || epochSeconds < 1) {
            throw new IllegalArgumentException("a deployment needs chainId, block, genesis and epochSeconds");
        }
    }

    public Address addressOf(Token token) {
        return token == Token.TK ? tk : tki;
    }

    /** The epoch in which a second since 1970, not before genesis, lies. */
    public long epochOf(long second) {
        return Math.floorDiv(second - genesis, epochSeconds);
    }

    /** First second of an epoch, since 1970. */
    public long epochStart(long epoch) {
        return Math.addExact(genesis, Math.multiplyExact(epoch, epochSeconds));
    }

    /**
     * @throws IllegalArgumentException naming what is missing or wrong
     */
    public static Deployment parse(String json) {
        try {
            JsonNode node = JSON.readTree(json);
            return new Deployment(
                    number(node, "chainId"),
                    number(node, "block"),
                    number(node, "genesis"),
                    number(node, "epochSeconds"),
                    address(node, "tk"),
                    address(node, "tki"),
                    address(node, "controller"),
                    address(node, "validator"));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the deployment is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static long number(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new IllegalArgumentException("the deployment's " + field + " is not a whole number");
        }
        return value.asLong();
    }

    private static Address address(JsonNode node, String field) {
        try {
            return Address.of(node.path(field).asString(""));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the deployment's " + field + " is not an address", e);
        }
    }

    public String toJson() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("chainId", chainId);
        fields.put("block", block);
        fields.put("genesis", genesis);
        fields.put("epochSeconds", epochSeconds);
        fields.put("tk", tk.toString());
        fields.put("tki", tki.toString());
        fields.put("controller", controller.toString());
        fields.put("validator", validator.toString());
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(fields);
    }

    /** Empty if there is no such file. */
    public static Optional<Deployment> read(Path file) {
        try {
            return Files.exists(file) ? Optional.of(parse(Files.readString(file))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the deployment file " + file + " can't be read", e);
        }
    }

    /** Replaces the file as a whole: a reader sees the old document or the new one. */
    public void write(Path file) {
        try {
            Path absolute = file.toAbsolutePath();
            Path folder = Optional.ofNullable(absolute.getParent()).orElse(absolute);
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, "deployment", ".json");
            Files.writeString(fresh, toJson() + "\n");
            Files.move(fresh, absolute, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("the deployment file " + file + " can't be written", e);
        }
    }
}
