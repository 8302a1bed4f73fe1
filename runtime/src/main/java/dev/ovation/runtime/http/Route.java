package dev.ovation.runtime.http;

import dev.ovation.core.account.ActorType;
import java.util.List;

/**
 * What is known of a route before its handler runs. Immutable; each method answers a changed copy.
 *
 * @param path a template such as {@code /api/contracts/intents/{id}}
 * @param money whether it moves money: it takes an {@code Idempotency-Key}, and is refused while limits can't be shared
 * @param credentials whether it tests a secret, and is limited more tightly for that
 */
public record Route(Verb verb, String path, Access access, BodyRule body, boolean money, boolean credentials) {

    public static Route get(String path) {
        return new Route(Verb.GET, path, Access.anyAccount(), BodyRule.NONE, false, false);
    }

    public static Route post(String path) {
        return new Route(Verb.POST, path, Access.anyAccount(), BodyRule.JSON, false, false);
    }

    public static Route delete(String path) {
        return new Route(Verb.DELETE, path, Access.anyAccount(), BodyRule.NONE, false, false);
    }

    public Route forAnyone() {
        return new Route(verb, path, Access.anyone(), body, money, credentials);
    }

    public Route only(ActorType first, ActorType... others) {
        return new Route(verb, path, Access.only(first, others), body, money, credentials);
    }

    public Route taking(BodyRule rule) {
        return new Route(verb, path, access, rule, money, credentials);
    }

    public Route movingMoney() {
        return new Route(verb, path, access, body, true, credentials);
    }

    public Route testingCredentials() {
        return new Route(verb, path, access, body, money, true);
    }

    List<String> segments() {
        return List.of(path.substring(1).split("/", -1));
    }

    @Override
    public String toString() {
        return verb + " " + path;
    }
}
