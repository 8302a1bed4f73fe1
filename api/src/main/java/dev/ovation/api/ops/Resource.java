package dev.ovation.api.ops;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A file from our own jar or one that we bring along. */
final class Resource {

    private Resource() {}

    /**
     * @throws IllegalStateException if it is missing: the build is broken
     */
    static byte[] bytes(String path) {
        try (InputStream in = Resource.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + path + " is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the resource " + path + " can't be read", e);
        }
    }
}
