package dev.ovation.chain.rpc;

import dev.ovation.chain.Bytes;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Reads what a node answers; anything unexpected throws {@link IllegalArgumentException}. */
final class EvmJson {

    private EvmJson() {}

    static <T> Optional<T> optional(JsonNode json, Function<JsonNode, T> read) {
        return json.isNull() ? Optional.empty() : Optional.of(read.apply(json));
    }

    static BigInteger quantity(JsonNode json) {
        String text = json.asString("");
        if (!text.startsWith("0x") || text.length() < 3) {
            throw new IllegalArgumentException("no quantity: " + json);
        }
        return new BigInteger(text.substring(2), 16);
    }

    static long number(JsonNode json) {
        return quantity(json).longValueExact();
    }

    static Wei wei(JsonNode json) {
        return new Wei(quantity(json));
    }

    static Bytes bytes(JsonNode json) {
        return Bytes.of(json.asString(""));
    }

    static Bytes32 word(JsonNode json) {
        return Bytes32.of(json.asString(""));
    }

    static Address address(JsonNode json) {
        return Address.of(json.asString(""));
    }

    private static boolean present(JsonNode json) {
        return !json.isMissingNode() && !json.isNull();
    }

    static Block block(JsonNode json) {
        JsonNode baseFee = json.path("baseFeePerGas");
        return new Block(
                number(json.path("number")),
                word(json.path("hash")),
                word(json.path("parentHash")),
                number(json.path("timestamp")),
                present(baseFee) ? wei(baseFee) : Wei.ZERO,
                number(json.path("gasUsed")),
                number(json.path("gasLimit")),
                present(json.path("logsBloom")) ? new LogsBloom(bytes(json.path("logsBloom"))) : LogsBloom.NONE);
    }

    static TransactionInfo transaction(JsonNode json) {
        JsonNode block = json.path("blockNumber");
        return new TransactionInfo(
                word(json.path("hash")),
                address(json.path("from")),
                number(json.path("nonce")),
                present(block) ? OptionalLong.of(number(block)) : OptionalLong.empty());
    }

    static Log log(JsonNode json) {
        List<Bytes32> topics = new ArrayList<>(4);
        json.path("topics").forEach(topic -> topics.add(word(topic)));
        return new Log(
                address(json.path("address")),
                List.copyOf(topics),
                bytes(json.path("data")),
                number(json.path("blockNumber")),
                word(json.path("blockHash")),
                word(json.path("transactionHash")),
                Math.toIntExact(number(json.path("transactionIndex"))),
                Math.toIntExact(number(json.path("logIndex"))));
    }

    static List<Log> logs(JsonNode json) {
        if (!json.isArray()) {
            throw new IllegalArgumentException("no list of logs");
        }
        List<Log> logs = new ArrayList<>(json.size());
        json.forEach(entry -> logs.add(log(entry)));
        return logs;
    }

    static Receipt receipt(JsonNode json) {
        return new Receipt(
                word(json.path("transactionHash")),
                number(json.path("blockNumber")),
                word(json.path("blockHash")),
                Math.toIntExact(number(json.path("transactionIndex"))),
                address(json.path("from")),
                present(json.path("to")) ? Optional.of(address(json.path("to"))) : Optional.empty(),
                number(json.path("status")) == 1,
                number(json.path("gasUsed")),
                wei(json.path("effectiveGasPrice")),
                present(json.path("contractAddress"))
                        ? Optional.of(address(json.path("contractAddress")))
                        : Optional.empty(),
                List.copyOf(logs(json.path("logs"))));
    }

    static FeeHistory feeHistory(JsonNode json) {
        JsonNode baseFees = json.path("baseFeePerGas");
        List<Wei> rewards = new ArrayList<>();
        json.path("reward").forEach(block -> rewards.add(wei(block.path(0))));
        return new FeeHistory(wei(baseFees.path(baseFees.size() - 1)), List.copyOf(rewards));
    }
}
