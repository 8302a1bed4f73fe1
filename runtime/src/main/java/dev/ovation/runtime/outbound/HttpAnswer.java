package dev.ovation.runtime.outbound;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a service answered: its status and its whole body as text. */
public record HttpAnswer(int status, String body) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    static HttpAnswer of(int status, byte[] body) {
        return new HttpAnswer(status, new String(body, StandardCharsets.UTF_8));
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** Whether the service said that the request itself is wrong, so that repeating it is useless. */
    public boolean isRequestsFault() {
        return status == 400 || status == 402 || status == 404 || status == 422;
    }

    /**
     * The body as a JSON object.
     *
     * @throws IOException if it is none; the message doesn't repeat it
     */
    public JsonNode json() throws IOException {
        try {
            JsonNode node = MAPPER.readTree(body);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (JacksonException e) {
            // said below
        }
        throw new IOException("status " + status + " with a body that is no JSON object");
    }
}
