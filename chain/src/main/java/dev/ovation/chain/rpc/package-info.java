/**
 * JSON-RPC over several endpoints, and the typed calls to an EVM node.
 *
 * <p>Every call ends within a configured time, reads no more than a configured number of bytes, and fails as one of the
 * three cases of {@link dev.ovation.chain.rpc.RpcFailure}. Calls block and belong on virtual threads; all types are safe
 * to share between threads.
 */
@NullMarked
package dev.ovation.chain.rpc;

import org.jspecify.annotations.NullMarked;
