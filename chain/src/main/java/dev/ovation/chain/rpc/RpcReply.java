package dev.ovation.chain.rpc;

import tools.jackson.databind.JsonNode;

/** The answer to one request of a batch. */
public sealed interface RpcReply {

    /** @param value may be JSON's null */
    record Result(JsonNode value) implements RpcReply {}

    record Error(RpcFailure.Rejected failure) implements RpcReply {}
}
