package dev.ovation.runtime.onchain;

import dev.ovation.chain.Bytes;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.intent.Intent;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.value.Address;
import dev.ovation.runtime.onchain.contracts.ControllerContract;
import java.util.List;

/** The call that submits a batch: the short form where the chain knows every authorization already. */
final class SubmitCall {

    private SubmitCall() {}

    static Bytes of(BatchId batch, Address tokenAddress, Token token, List<Intent> legs) {
        if (legs.stream().allMatch(leg -> leg.funding().registered() && leg.token() == token)) {
            return ControllerContract.SUBMIT_STANDING.encode(
                    batch.onChain(),
                    tokenAddress,
                    legs.stream().map(Intent::fan).toList(),
                    legs.stream().map(leg -> leg.funding().hash()).toList(),
                    Legs.encode(legs));
        }
        return ControllerContract.SUBMIT.encode(batch.onChain(), tokenAddress, Draws.of(token, legs));
    }
}
