package dev.ovation.runtime.http;

import dev.ovation.core.account.ActorType;
import java.util.EnumSet;
import java.util.Set;

/**
 * Who may call a route.
 *
 * @param authenticated whether an access token is needed
 * @param types the actor types that may; only looked at if {@code authenticated}
 */
public record Access(boolean authenticated, Set<ActorType> types) {

    public Access {
        types = Set.copyOf(types);
    }

    static Access anyone() {
        return new Access(false, Set.of());
    }

    static Access anyAccount() {
        return new Access(true, EnumSet.allOf(ActorType.class));
    }

    static Access only(ActorType first, ActorType... others) {
        return new Access(true, EnumSet.of(first, others));
    }
}
