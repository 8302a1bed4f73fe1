package dev.ovation.chain.rpc;

import java.util.List;

/** Sends JSON-RPC requests. */
public interface RpcClient {

    /**
     * Sends all requests, in as few HTTP exchanges as the limits allow, and gives the replies in their order.
     *
     * @throws RpcFailure.Unreachable if none of them had an effect
     * @throws RpcFailure.OutcomeUnknown if some of them may have had one
     */
    List<RpcReply> send(List<RpcRequest> requests);

    /**
     * Sends one call and decodes its result.
     *
     * @throws RpcFailure if there is no result
     */
    default <T> T call(RpcCall<T> call) {
        return call.decode(send(List.of(call.request())).getFirst());
    }

    default RpcBatch newBatch() {
        return new RpcBatch(this);
    }
}
