package dev.ovation.runtime.wiring;

import dev.ovation.chain.rpc.FailoverPolicy;
import dev.ovation.chain.rpc.FailoverRpcClient;
import dev.ovation.chain.rpc.HttpEndpoint;
import dev.ovation.chain.rpc.RpcLimits;
import dev.ovation.runtime.settings.Environment;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Opens the chain's endpoints: one or several, of which the healthiest is asked first. */
public final class RpcSettings {

    private RpcSettings() {}

    public static FailoverRpcClient open(Environment env, Clock clock) {
        List<URI> urls = env.uris(
                "RPC_URL", "JSON-RPC endpoints of the chain, separated by commas, best first", "http", "https");
        Duration timeout =
                env.duration("RPC_TIMEOUT", Duration.ofSeconds(10), "longest wait for one answer of the chain");
        int maxBatch = env.number("RPC_MAX_BATCH", 100, 1, 1_000, "calls that one request to the chain may carry");
        List<HttpEndpoint> endpoints = new ArrayList<>();
        for (URI url : urls) {
            // Only the host is named in logs: paths of hosted endpoints hold keys.
            endpoints.add(new HttpEndpoint(
                    url.getHost() + ":" + url.getPort(), url, Map.of(), new RpcLimits(timeout, 64L << 20, maxBatch)));
        }
        return new FailoverRpcClient(endpoints, FailoverPolicy.DEFAULT, clock);
    }
}
