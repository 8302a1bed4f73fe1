package dev.ovation.runtime.onchain.follow;

import dev.ovation.chain.abi.AbiValues;
import dev.ovation.core.delegation.Delegation;
import dev.ovation.core.delegation.Delegations;
import dev.ovation.core.value.Address;
import dev.ovation.runtime.deploy.Deployment;
import dev.ovation.runtime.onchain.contracts.ValidatorContract;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Learns of standing authorizations that reached the chain, and of revocations, also of those made without us. */
final class AdvanceDelegations implements LogReader {

    /** More than any wallet keeps at once. */
    private static final int MANY = 10_000;

    private final Delegations delegations;
    private final Address validator;

    AdvanceDelegations(ReadModel model, Deployment deployment) {
        this.delegations = model.delegations();
        this.validator = deployment.validator();
    }

    @Override
    public Set<Address> apply(LoggedTransaction tx) {
        for (AbiValues event : tx.events(validator, ValidatorContract.AUTHORIZATION_REGISTERED)) {
            delegations.markOnChain(event.bytes32("authorization"));
        }
        for (AbiValues event : tx.events(validator, ValidatorContract.AUTHORIZATION_REVOKED)) {
            delegations.markRevoked(event.bytes32("authorization"), tx.at());
        }
        Set<Address> touched = new HashSet<>();
        for (AbiValues event : tx.events(validator, ValidatorContract.ALL_REVOKED)) {
            revokeOlder(event.address("owner"), event.longValue("generation"), tx);
            touched.add(event.address("owner"));
        }
        return touched;
    }

    /** Only what was signed under an older generation: the owner may have registered anew before we read this. */
    private void revokeOlder(Address owner, long generation, LoggedTransaction tx) {
        for (Delegation delegation : delegations.ofOwner(owner, Optional.empty(), MANY)) {
            if (!delegation.isRevoked() && delegation.authorization().terms().generation() < generation) {
                delegations.markRevoked(delegation.authorization().hash(), tx.at());
            }
        }
    }
}
