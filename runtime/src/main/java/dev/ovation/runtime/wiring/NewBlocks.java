package dev.ovation.runtime.wiring;

import dev.ovation.chain.rpc.NewHeads;
import dev.ovation.runtime.settings.Environment;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Wakes whoever waits for the chain as soon as a node pushes a new block. A hint only: everybody polls as well, more
 * slowly, with a node or without one that pushes.
 */
final class NewBlocks implements AutoCloseable {

    private static final Duration RETRY = Duration.ofSeconds(2);

    private final List<Runnable> waiting = new CopyOnWriteArrayList<>();
    private final Optional<NewHeads> heads;

    private NewBlocks(Optional<URI> url) {
        this.heads = url.map(node -> new NewHeads(node, RETRY, () -> waiting.forEach(Runnable::run)));
    }

    static NewBlocks open(Environment env) {
        return new NewBlocks(env.optionalUri(
                "RPC_WS_URL",
                "WebSocket endpoint of the chain, which tells of new blocks at once; without it they are polled for",
                "ws",
                "wss"));
    }

    /**
     * @param wake must return at once
     */
    void tell(Runnable wake) {
        waiting.add(wake);
    }

    @Override
    public void close() {
        heads.ifPresent(NewHeads::close);
    }
}
