package dev.ovation.runtime.onchain;

import dev.ovation.chain.crypto.Signature;
import dev.ovation.core.intent.Funding;
import dev.ovation.core.intent.Intent;
import dev.ovation.core.value.Bytes32;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The gas to send along with a batch. An estimate would execute the batch a dozen times; what is not used costs nothing,
 * so a generous bound is the cheaper answer. Measured figures are in the gas report of the contracts.
 */
final class SubmitGas {

    /** EIP-7825: no transaction may carry more. */
    static final long MAX = 1L << 24;

    /** The contract wants a wallet's whole share to be left when it comes to the last one: one more than there are. */
    private static final long BASE = 620_000;

    private static final long PER_LEG = 45_000;
    /** A standing authorization that the batch registers: up to three fresh slots and an event. */
    private static final long PER_REGISTRATION = 90_000;
    /** What the contracts set aside for the code of one smart wallet, and the 64th that stays behind (EIP-150). */
    private static final long PER_WALLET = 420_000;
    /** Of a signature that is longer than a key's: its calldata (EIP-2028) and the contracts' copies. */
    private static final long PER_BYTE = 20;

    private SubmitGas() {}

    /** For a batch whose legs are all signed by keys, each for itself, or stand under what the chain knows. */
    static long ofKeys(List<Intent> legs) {
        return Math.min(MAX, BASE + PER_LEG * legs.size());
    }

    /**
     * @param signedByKey whether recovery gives a leg's owner: what it doesn't, the contract puts to the owner's code,
     *     be it as long as a key's signature or not
     */
    static long of(List<Intent> legs, Predicate<Intent> signedByKey) {
        long gas = BASE + PER_LEG * legs.size();
        Optional<Bytes32> before = Optional.empty();
        for (Intent leg : legs) {
            Funding funding = leg.funding();
            // Neighbours under one authorization share a draw, which is verified once.
            if (!funding.registered() && !before.equals(Optional.of(funding.hash()))) {
                gas += funding.terms().isStanding() ? PER_REGISTRATION : 0;
                gas += PER_BYTE * Math.max(0, funding.authorization().signature().length - Signature.LENGTH);
                gas += signedByKey.test(leg) ? 0 : PER_WALLET;
            }
            before = Optional.of(funding.hash());
        }
        return Math.min(MAX, gas);
    }
}
