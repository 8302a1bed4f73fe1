package dev.ovation.chain.rpc;

import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** A request together with how its result is read. */
public record RpcCall<T>(RpcRequest request, Function<JsonNode, T> reader) {

    /**
     * @throws RpcFailure.Rejected if the reply is an error
     * @throws RpcFailure.OutcomeUnknown if the result makes no sense
     */
    public T decode(RpcReply reply) {
        return switch (reply) {
            case RpcReply.Error error -> throw error.failure();
            case RpcReply.Result result -> {
                try {
                    yield reader.apply(result.value());
                } catch (IllegalArgumentException | ArithmeticException | NullPointerException e) {
                    throw new RpcFailure.OutcomeUnknown(
                            request.method() + " was answered with something unreadable: " + e.getMessage());
                }
            }
        };
    }
}
