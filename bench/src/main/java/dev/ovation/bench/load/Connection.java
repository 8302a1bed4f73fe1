package dev.ovation.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One keep-alive connection with at most one request under way. */
final class Connection {

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer out = ByteBuffer.allocateDirect(Requests.MAX_BYTES);
    private final AnswerReader answer = new AnswerReader();
    private boolean busy;
    private long sentAt;

    Connection(SocketAddress server, Selector selector) throws IOException {
        channel = SocketChannel.open(server);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    boolean isBusy() {
        return busy;
    }

    long sentAt() {
        return sentAt;
    }

    int status() {
        return answer.status();
    }

    String body() {
        return answer.body();
    }

    /** Sends the next request; false if there is none. */
    boolean send(Requests requests) throws IOException {
        out.clear();
        if (!requests.next(out)) {
            return false;
        }
        out.flip();
        answer.reset();
        busy = true;
        sentAt = System.nanoTime();
        write();
        return true;
    }

    void write() throws IOException {
        channel.write(out);
        key.interestOps(out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    /** Reads what has arrived; true when the answer is complete. */
    boolean read(ByteBuffer shared) throws IOException {
        shared.clear();
        if (channel.read(shared) < 0) {
            throw new EOFException("the server closed the connection");
        }
        shared.flip();
        if (!answer.take(shared)) {
            return false;
        }
        busy = false;
        return true;
    }

    void close() throws IOException {
        key.cancel();
        channel.close();
    }
}
