package dev.ovation.core.event;

import dev.ovation.core.value.Address;
import java.time.Instant;
import java.util.Map;

/**
 * Something that happened to one wallet's money.
 *
 * @param type such as {@code intent.settled}, {@code payment.minted}, {@code withdrawal.done}, {@code payout}
 * @param data what the client needs to know, as strings
 */
public record Event(String type, Address wallet, Map<String, String> data, Instant at) {

    public Event {
        data = Map.copyOf(data);
    }
}
