package dev.ovation.chain.rpc;

import dev.ovation.chain.Bytes;
import java.io.Serial;
import java.util.List;
import java.util.Locale;

/** Why a call has no result. */
public abstract sealed class RpcFailure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private RpcFailure(String message) {
        super(message);
    }

    /**
     * The node answered with an error. Who says no there is a question of its own: the EVM, which means the request, or
     * the node, which may mean itself alone.
     */
    public static final class Rejected extends RpcFailure {

        @Serial
        private static final long serialVersionUID = 1L;

        /** The code with which nodes name a revert; some name it otherwise. */
        private static final int REVERTED = 3;

        /** In the words of geth, Nethermind, Besu, Erigon, Reth and Anvil. */
        private static final List<String> WORDS_OF_THE_EVM = List.of(
                "revert",
                "evm error",
                "vm execution error",
                "out of gas",
                "outofgas",
                "gas required exceeds",
                "always failing transaction",
                "opcode",
                "bad instruction",
                "stack underflow",
                "stack overflow",
                "stack limit",
                "invalid jump",
                "bad jump",
                "write protection");

        private final int code;
        private final transient Bytes data;

        public Rejected(int code, String message, Bytes data) {
            super(message);
            this.code = code;
            this.data = data;
        }

        /** The code of the JSON-RPC error, such as 3 for a revert or -32000 for a refused transaction. */
        public int code() {
            return code;
        }

        /** What came with the error: the revert data of a call, or nothing. */
        public Bytes data() {
            return data;
        }

        /**
         * Whether executing the call failed: the answer of the contract, and of every node that has the same state. Any
         * other error (a limit, an internal error, a block that is not there yet) says nothing about the call.
         */
        public boolean reverted() {
            String message = String.valueOf(getMessage()).toLowerCase(Locale.ROOT);
            return code == REVERTED
                    || !data.isEmpty()
                    || WORDS_OF_THE_EVM.stream().anyMatch(message::contains);
        }
    }

    /** No endpoint took the request: it certainly had no effect, and may be repeated. */
    public static final class Unreachable extends RpcFailure {

        @Serial
        private static final long serialVersionUID = 1L;

        public Unreachable(String message) {
            super(message);
        }
    }

    /**
     * The request left and no readable answer came back: a time-out, a broken connection, a gateway's error page. It may
     * or may not have had an effect; look before sending again.
     */
    public static final class OutcomeUnknown extends RpcFailure {

        @Serial
        private static final long serialVersionUID = 1L;

        public OutcomeUnknown(String message) {
            super(message);
        }
    }
}
