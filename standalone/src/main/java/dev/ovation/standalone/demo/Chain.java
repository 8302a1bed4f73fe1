package dev.ovation.standalone.demo;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The development chain's clock, which the story moves so that nobody has to wait for weeks. */
final class Chain {

    private final String url;

    Chain(String url) {
        this.url = url;
    }

    /** Time stands still from now on, except where {@link #moveTo} moves it. */
    void freeze() {
        call("evm_setIntervalMining", List.of(0));
        call("evm_setAutomine", List.of(true));
    }

    long now() {
        return Long.decode(call("eth_getBlockByNumber", List.of("latest", false))
                .get("timestamp")
                .asString());
    }

    void moveTo(long second) {
        call("evm_setNextBlockTimestamp", List.of(second));
        call("evm_mine", List.of());
    }

    void moveBy(long seconds) {
        moveTo(now() + seconds);
    }

    long blockTime(String transactionHash) {
        JsonNode receipt = call("eth_getTransactionReceipt", List.of(transactionHash));
        return timeOf(Long.decode(receipt.get("blockNumber").asString()));
    }

    long timeOf(long block) {
        return Long.decode(call("eth_getBlockByNumber", List.of("0x" + Long.toHexString(block), false))
                .get("timestamp")
                .asString());
    }

    /** All transactions that the chain has mined. */
    int transactions() {
        long blocks = Long.decode(call("eth_blockNumber", List.of()).asString());
        int count = 0;
        for (long block = 0; block <= blocks; block++) {
            count +=
                    Integer.decode(call("eth_getBlockTransactionCountByNumber", List.of("0x" + Long.toHexString(block)))
                            .asString());
        }
        return count;
    }

    private JsonNode call(String method, List<?> params) {
        JsonNode answer = Http.post(
                        url, Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", params), Map.of())
                .expect(200);
        if (answer.has("error")) {
            throw new DemoFailure(method + " failed: " + answer.get("error"));
        }
        return answer.get("result");
    }
}
