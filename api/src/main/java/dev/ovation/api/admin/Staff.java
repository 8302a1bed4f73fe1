package dev.ovation.api.admin;

import dev.ovation.core.account.ActorType;
import dev.ovation.runtime.http.Route;

/** Who of the staff may use a route. */
final class Staff {

    private Staff() {}

    /** To look things up. */
    static Route any(Route route) {
        return route.only(ActorType.OPERATOR, ActorType.COMPLIANCE, ActorType.ADMIN);
    }

    /** To decide about people's money. */
    static Route compliance(Route route) {
        return route.only(ActorType.COMPLIANCE, ActorType.ADMIN);
    }

    static Route admin(Route route) {
        return route.only(ActorType.ADMIN);
    }
}
