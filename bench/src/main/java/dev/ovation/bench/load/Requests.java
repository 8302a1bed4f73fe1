package dev.ovation.bench.load;

import java.nio.ByteBuffer;

/** Prepared requests. Asked from one thread only. */
@FunctionalInterface
public interface Requests {

    /** No request has more bytes. */
    int MAX_BYTES = 8192;

    /** Puts the next request, head and body, into the buffer; false if there is none left. */
    boolean next(ByteBuffer into);
}
