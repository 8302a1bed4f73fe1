package dev.ovation.runtime.onchain;

import dev.ovation.chain.Bytes;
import dev.ovation.core.ledger.Receipt;
import dev.ovation.core.settlement.CreatorRegistry;
import dev.ovation.core.value.Address;
import dev.ovation.runtime.deploy.Deployment;
import dev.ovation.runtime.onchain.contracts.ControllerContract;
import dev.ovation.runtime.onchain.contracts.Words;
import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Registers creators with the RevenueController as compliance. */
final class ContractCreatorRegistry implements CreatorRegistry {

    /** Two fresh slots and an event are about 55,000. */
    private static final long GAS_PER_CREATOR = 70_000;

    private static final long GAS_BESIDES = 100_000;

    private final ContractReads reads;
    private final ChainHistory history;
    private final ContractSender compliance;
    private final Deployment deployment;

    ContractCreatorRegistry(
            ContractReads reads, ChainHistory history, ContractSender compliance, Deployment deployment) {
        this.reads = reads;
        this.history = history;
        this.compliance = compliance;
        this.deployment = deployment;
    }

    @Override
    public Receipt register(List<Address> creators) {
        if (creators.isEmpty()) {
            throw new IllegalArgumentException("there is no creator to register");
        }
        List<Address> distinct = List.copyOf(new LinkedHashSet<>(creators));
        BlockTime head = reads.head();
        List<Address> unknown = unknown(distinct, head.number());
        Optional<Mined> earlier = unknown.isEmpty() ? registrationOf(distinct.getLast()) : Optional.empty();
        return earlier.orElseGet(() -> send(unknown.isEmpty() ? distinct : unknown, head))
                .receipt();
    }

    /**
     * A creator may be registered, taken off and registered again, so the key says when it was found missing. A
     * repetition costs gas and changes nothing: the contract keeps a flag.
     *
     * <p>Its gas is not estimated: while the index is zero, in the second of the deployment, an account is opened for
     * less than a second later, and the transaction would run out.
     */
    private Mined send(List<Address> creators, BlockTime head) {
        Bytes data = ControllerContract.REGISTER_CREATORS.encode(creators);
        return compliance.send(
                ContentKey.of("register", data) + ":" + head.number(),
                new ContractCall(deployment.controller(), data),
                Math.min(SubmitGas.MAX, GAS_BESIDES + GAS_PER_CREATOR * creators.size()));
    }

    private List<Address> unknown(List<Address> creators, long block) {
        List<Bytes> known = reads.callAll(
                creators.stream()
                        .map(creator -> new ContractCall(
                                deployment.controller(), ControllerContract.IS_CREATOR.encode(creator)))
                        .toList(),
                block);
        return IntStream.range(0, creators.size())
                .filter(i -> new BigInteger(1, known.get(i).toArray()).signum() == 0)
                .mapToObj(creators::get)
                .toList();
    }

    private Optional<Mined> registrationOf(Address creator) {
        return history.first(
                deployment.controller(), List.of(ControllerContract.CREATOR_REGISTERED.topic(), Words.of(creator)));
    }
}
