package dev.ovation.runtime.onchain.contracts;

import dev.ovation.chain.Bytes;
import dev.ovation.chain.abi.ContractAbi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the compiler made of one contract, as the build packed it.
 *
 * @param bytecode creation code, without constructor arguments
 */
public record ContractArtifact(String name, ContractAbi abi, Bytes bytecode) {

    /**
     * @throws IllegalStateException if the build did not pack that contract
     */
    public static ContractArtifact named(String name) {
        String json = read(name + ".json");
        String bytecode = JsonMapper.shared().readTree(json).path("bytecode").asString("");
        return new ContractArtifact(name, ContractAbi.parse(json), Bytes.of(bytecode));
    }

    private static String read(String resource) {
        try (InputStream in = ContractArtifact.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the build packed no contract " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
