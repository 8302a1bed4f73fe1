package dev.ovation.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Finds the end of one HTTP/1.1 answer in the bytes that arrive, and its status. */
final class AnswerReader {

    private static final int UNKNOWN = -1;
    private byte[] bytes = new byte[4096];
    private int length;
    private int bodyStart = UNKNOWN;
    private int bodyLength = UNKNOWN;
    private boolean chunked;

    /** Takes what has arrived; true when the answer is complete. */
    boolean take(ByteBuffer arrived) {
        int count = arrived.remaining();
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
        }
        arrived.get(bytes, length, count);
        length += count;
        if (bodyStart == UNKNOWN && !readHead()) {
            return false;
        }
        return chunked ? endsWithLastChunk() : length >= bodyStart + bodyLength;
    }

    private boolean readHead() {
        for (int i = 3; i < length; i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n' && bytes[i - 3] == '\r') {
                bodyStart = i + 1;
                String head = new String(bytes, 0, bodyStart, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
                chunked = head.contains("transfer-encoding: chunked");
                int field = head.indexOf("\r\ncontent-length:");
                bodyLength = field < 0
                        ? 0
                        : Integer.parseInt(head.substring(field + 17, head.indexOf('\r', field + 17))
                                .strip());
                return true;
            }
        }
        return false;
    }

    /** Neither server sends trailers, so that an empty chunk is the end. */
    private boolean endsWithLastChunk() {
        return length >= bodyStart + 5
                && bytes[length - 5] == '0'
                && bytes[length - 4] == '\r'
                && bytes[length - 3] == '\n'
                && bytes[length - 2] == '\r'
                && bytes[length - 1] == '\n';
    }

    /** Of a complete answer: {@code HTTP/1.1 201 …}. */
    int status() {
        return (bytes[9] - '0') * 100 + (bytes[10] - '0') * 10 + bytes[11] - '0';
    }

    /** Of a complete answer, for a person to read. */
    String body() {
        return new String(bytes, bodyStart, length - bodyStart, StandardCharsets.UTF_8);
    }

    void reset() {
        length = 0;
        bodyStart = UNKNOWN;
        bodyLength = UNKNOWN;
        chunked = false;
    }
}
