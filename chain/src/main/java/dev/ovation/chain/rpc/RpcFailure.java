package dev.ovation.chain.rpc;

import dev.ovation.chain.Bytes;
import java.io.Serial;

/** Why a call has no result. */
public abstract sealed class RpcFailure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private RpcFailure(String message) {
        super(message);
    }

    /** The node answered with an error. The request has been processed, and refused. */
    public static final class Rejected extends RpcFailure {

        @Serial
        private static final long serialVersionUID = 1L;

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
