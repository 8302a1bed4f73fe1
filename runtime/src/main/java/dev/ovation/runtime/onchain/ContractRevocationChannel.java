package dev.ovation.runtime.onchain;

import dev.ovation.chain.Bytes;
import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.delegation.RevocationChannel;
import dev.ovation.core.ledger.Receipt;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.runtime.deploy.Deployment;
import dev.ovation.runtime.onchain.contracts.ValidatorContract;
import dev.ovation.runtime.onchain.contracts.Words;
import java.util.List;
import java.util.Optional;

/** Revokes in the DelegationValidator through the relayers. */
final class ContractRevocationChannel implements RevocationChannel {

    private final ContractReads reads;
    private final ChainHistory history;
    private final ContractSender relayers;
    private final TypedData typedData;
    private final Deployment deployment;

    ContractRevocationChannel(
            ContractReads reads,
            ChainHistory history,
            ContractSender relayers,
            TypedData typedData,
            Deployment deployment) {
        this.reads = reads;
        this.history = history;
        this.relayers = relayers;
        this.typedData = typedData;
        this.deployment = deployment;
    }

    @Override
    public Receipt revoke(Authorization terms, byte[] signature) {
        Bytes32 hash = typedData.hashOf(terms);
        Bytes data = ValidatorContract.REVOKE_BY_SIG.encode(Terms.onChain(terms, deployment), Bytes.of(signature));
        return revocationOf(terms.owner(), hash)
                .orElseGet(() -> relayers.send(
                        "revoke:" + hash,
                        new ContractCall(deployment.validator(), data),
                        () -> revocationOf(terms.owner(), hash)))
                .receipt();
    }

    private Optional<Mined> revocationOf(Address owner, Bytes32 hash) {
        return history.first(
                deployment.validator(),
                List.of(ValidatorContract.AUTHORIZATION_REVOKED.topic(), Words.of(owner), hash));
    }

    @Override
    public Receipt revokeAll(Address owner, long generation, byte[] signature) {
        Bytes data = ValidatorContract.REVOKE_ALL_BY_SIG.encode(owner, generation, Bytes.of(signature));
        return endOf(owner, generation)
                .orElseGet(() -> relayers.send(
                        "revoke-all:" + owner + ":" + generation,
                        new ContractCall(deployment.validator(), data),
                        () -> endOf(owner, generation)))
                .receipt();
    }

    /** The transaction that ended a generation of the owner's authorizations, if it has ended. */
    private Optional<Mined> endOf(Address owner, long generation) {
        long current = reads.number(deployment.validator(), ValidatorContract.GENERATION_OF, owner)
                .longValueExact();
        if (current <= generation) {
            return Optional.empty();
        }
        return history
                .all(deployment.validator(), List.of(ValidatorContract.ALL_REVOKED.topic(), Words.of(owner)))
                .stream()
                .filter(mined -> mined.events(deployment.validator(), ValidatorContract.ALL_REVOKED).stream()
                        .anyMatch(event ->
                                event.address("owner").equals(owner) && event.longValue("generation") > generation))
                .findFirst();
    }
}
