package dev.ovation.bench.claps;

import dev.ovation.bench.load.Requests;
import dev.ovation.bench.stack.Stack;
import java.io.IOException;

/** A server that takes claps, and how it is prepared and started. */
interface Contender {

    /** Of its row. */
    String name();

    /** Puts into the databases what the server expects to find, and starts it. Answers once it is ready. */
    Running start(Stack stack, Fans fans) throws IOException;

    /** What it is sent. */
    Requests requests(Stack stack, Fans fans, SignedClaps claps);

    /** A process that answers on a port of the loopback address. */
    interface Running extends AutoCloseable {
        long pid();

        int port();

        @Override
        void close();
    }
}
