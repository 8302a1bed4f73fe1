package dev.ovation.chain.rpc;

import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which logs to read.
 *
 * @param addresses of the contracts; empty for all
 * @param topics the accepted first topics, one per kind of event; empty for all
 */
public record LogFilter(List<Address> addresses, List<Bytes32> topics) {

    public LogFilter {
        addresses = List.copyOf(addresses);
        topics = List.copyOf(topics);
    }

    Map<String, Object> json(long from, long to) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("fromBlock", BlockRef.number(from).text());
        json.put("toBlock", BlockRef.number(to).text());
        return restrict(json);
    }

    Map<String, Object> json(Bytes32 blockHash) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("blockHash", blockHash.toString());
        return restrict(json);
    }

    private Map<String, Object> restrict(Map<String, Object> json) {
        if (!addresses.isEmpty()) {
            json.put("address", addresses.stream().map(Address::toString).toList());
        }
        if (!topics.isEmpty()) {
            json.put("topics", List.of(topics.stream().map(Bytes32::toString).toList()));
        }
        return json;
    }
}
