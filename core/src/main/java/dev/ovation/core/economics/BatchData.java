package dev.ovation.core.economics;

import dev.ovation.core.ledger.Token;
import dev.ovation.core.value.Address;
import java.util.List;

/**
 * What the chain keeps only the hash of, and what release and settlement present again.
 *
 * @param legs all of them, skipped ones included, in the order submitted
 * @param owners of each leg
 */
public record BatchData(Token token, long submittedAt, List<Leg> legs, List<Address> owners) {

    public BatchData {
        legs = List.copyOf(legs);
        owners = List.copyOf(owners);
    }
}
