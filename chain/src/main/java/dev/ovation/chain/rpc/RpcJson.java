package dev.ovation.chain.rpc;

import dev.ovation.chain.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests and replies of JSON-RPC 2.0 as bytes. */
final class RpcJson {

    static final JsonMapper MAPPER = JsonMapper.builder().build();

    private RpcJson() {}

    /** One object for one request, an array for several; ids count up from {@code firstId}. */
    static byte[] write(List<RpcRequest> requests, long firstId) {
        List<Map<String, Object>> bodies = new ArrayList<>(requests.size());
        for (int i = 0; i < requests.size(); i++) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("jsonrpc", "2.0");
            body.put("id", firstId + i);
            body.put("method", requests.get(i).method());
            body.put("params", requests.get(i).params());
            bodies.add(body);
        }
        return MAPPER.writeValueAsBytes(bodies.size() == 1 ? bodies.getFirst() : bodies);
    }

    /**
     * Replies may come in any order; each is found by its id.
     *
     * @throws RpcFailure.OutcomeUnknown if the body is not the answer to these requests
     */
    static List<RpcReply> read(byte[] body, long firstId, int count) {
        JsonNode root;
        try {
            root = MAPPER.readTree(body);
        } catch (JacksonException e) {
            throw new RpcFailure.OutcomeUnknown("the answer is no JSON");
        }
        if (!root.isArray()) {
            root = MAPPER.createArrayNode().add(root);
        }
        @Nullable RpcReply[] replies = new @Nullable RpcReply[count];
        for (JsonNode reply : root) {
            long index = reply.path("id").asLong(-1) - firstId;
            boolean forTheWhole = reply.path("id").isNull() && reply.has("error");
            if (forTheWhole) {
                // A batch that is refused as a whole comes back as one error without an id.
                throw error(reply.get("error"));
            }
            if (index >= 0 && index < count) {
                replies[(int) index] = reply(reply);
            }
        }
        List<RpcReply> inOrder = new ArrayList<>(count);
        for (RpcReply reply : replies) {
            if (reply == null) {
                throw new RpcFailure.OutcomeUnknown("the answer leaves out a request");
            }
            inOrder.add(reply);
        }
        return inOrder;
    }

    static Optional<List<RpcReply>> readError(byte[] body, long firstId, int count) {
        try {
            return Optional.of(read(body, firstId, count));
        } catch (RpcFailure.OutcomeUnknown e) {
            return Optional.empty();
        }
    }

    private static RpcReply reply(JsonNode reply) {
        JsonNode error = reply.get("error");
        if (error != null && !error.isNull()) {
            return new RpcReply.Error(error(error));
        }
        JsonNode result = reply.get("result");
        if (result == null) {
            throw new RpcFailure.OutcomeUnknown("an answer has neither result nor error");
        }
        return new RpcReply.Result(result);
    }

    private static RpcFailure.Rejected error(JsonNode error) {
        return new RpcFailure.Rejected(
                error.path("code").asInt(0), error.path("message").asString(""), data(error.path("data")));
    }

    /** Revert data is a hexadecimal text, in some nodes one level deeper or behind a word. */
    private static Bytes data(JsonNode data) {
        JsonNode found = data.isObject() ? data.path("data") : data;
        String text = found.asString("");
        int start = text.indexOf("0x");
        try {
            return start < 0 ? Bytes.EMPTY : Bytes.of(text.substring(start).strip());
        } catch (IllegalArgumentException e) {
            return Bytes.EMPTY;
        }
    }
}
