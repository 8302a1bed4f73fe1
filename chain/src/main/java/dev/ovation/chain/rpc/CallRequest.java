package dev.ovation.chain.rpc;

import dev.ovation.chain.Bytes;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a call, or an estimate of its gas, executes. */
public record CallRequest(Optional<Address> from, Optional<Address> to, Bytes data, Wei value) {

    public static CallRequest to(Address contract, Bytes data) {
        return new CallRequest(Optional.empty(), Optional.of(contract), data, Wei.ZERO);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        from.ifPresent(address -> json.put("from", address.toString()));
        to.ifPresent(address -> json.put("to", address.toString()));
        json.put("data", data.toString());
        if (!value.isZero()) {
            json.put("value", "0x" + value.value().toString(16));
        }
        return json;
    }
}
