package dev.ovation.runtime.onchain;

import dev.ovation.chain.crypto.Signature;
import dev.ovation.core.intent.Funding;
import dev.ovation.core.intent.Intent;
import java.util.List;

/**
 * The gas to send along with a batch. An estimate would execute the batch a dozen times; what is not used costs nothing,
 * so a generous bound is the cheaper answer. Measured figures are in the gas report of the contracts.
 */
final class SubmitGas {

    /** EIP-7825: no transaction may carry more. */
    static final long MAX = 1L << 24;

    private static final long BASE = 200_000;
    private static final long PER_LEG = 45_000;
    /** A standing authorization that the batch registers: up to three fresh slots and an event. */
    private static final long PER_REGISTRATION = 90_000;
    /** What the contracts set aside for the code of one smart wallet, and the 64th that stays behind (EIP-150). */
    private static final long PER_WALLET = 420_000;

    private SubmitGas() {}

    static long of(List<Intent> legs) {
        // One wallet is always allowed for: its signature may look like a plain one.
        long gas = BASE + PER_WALLET + PER_LEG * legs.size();
        for (Intent leg : legs) {
            Funding funding = leg.funding();
            if (!funding.registered() && funding.terms().isStanding()) {
                gas += PER_REGISTRATION;
            }
            if (!funding.registered() && funding.authorization().signature().length != Signature.LENGTH) {
                gas += PER_WALLET;
            }
        }
        return Math.min(MAX, gas);
    }
}
