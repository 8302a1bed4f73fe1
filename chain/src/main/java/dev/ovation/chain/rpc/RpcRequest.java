package dev.ovation.chain.rpc;

import java.util.List;

/**
 * One JSON-RPC request.
 *
 * @param params texts, numbers, booleans, lists and maps of them
 * @param repeatable whether another endpoint may be asked when the first one's answer got lost
 */
public record RpcRequest(String method, List<Object> params, boolean repeatable) {

    public static RpcRequest of(String method, Object... params) {
        return new RpcRequest(method, List.of(params), true);
    }

    /** A request whose lost answer must be looked up before it is sent again. */
    public static RpcRequest once(String method, Object... params) {
        return new RpcRequest(method, List.of(params), false);
    }
}
