package dev.ovation.runtime.onchain;

import dev.ovation.core.delegation.Authorization;
import dev.ovation.runtime.deploy.Deployment;
import java.util.List;

/** An authorization as the contracts' struct, field by field. */
final class Terms {

    private Terms() {}

    static List<Object> onChain(Authorization terms, Deployment deployment) {
        return List.of(
                terms.owner(),
                deployment.addressOf(terms.token()),
                terms.creator(),
                terms.cap(),
                terms.capPerIntent(),
                terms.validAfter(),
                terms.validUntil(),
                terms.salt());
    }
}
