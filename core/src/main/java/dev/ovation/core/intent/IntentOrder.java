package dev.ovation.core.intent;

import dev.ovation.core.account.Account;
import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import java.util.List;
import java.util.Optional;

/**
 * What a fan asks for: one or more claps, or gifts, under one authorization.
 *
 * @param legs 1 … {@value #MAX_LEGS}
 * @param operation empty if the client gave no key, and so can't repeat it
 */
public record IntentOrder(Account fan, IntentKind kind, List<Leg> legs, Use use, Optional<Operation> operation) {

    /** So many legs may one signature carry. */
    public static final int MAX_LEGS = 50;

    public IntentOrder {
        legs = List.copyOf(legs);
        if (legs.isEmpty() || legs.size() > MAX_LEGS) {
            throw new IllegalArgumentException("an order has 1 to " + MAX_LEGS + " legs");
        }
    }

    /**
     * @param contentRef the app's id of what is clapped for
     */
    public record Leg(Address creator, Wei amount, Optional<String> contentRef) {}

    /** By which right. */
    public sealed interface Use {
        /** Terms and signature come along. */
        record Signed(Authorization terms, byte[] signature) implements Use {}

        /** A standing authorization that was registered before. */
        record Registered(Bytes32 hash) implements Use {}
    }

    public Wei total() {
        return legs.stream().map(Leg::amount).reduce(Wei.ZERO, Wei::plus);
    }
}
