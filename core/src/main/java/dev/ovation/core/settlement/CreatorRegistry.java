package dev.ovation.core.settlement;

import dev.ovation.core.ledger.Receipt;
import dev.ovation.core.value.Address;
import java.util.List;

/** Makes creators known to the contract, so that authorizations for any registered creator may pay them. Idempotent. */
public interface CreatorRegistry {

    Receipt register(List<Address> creators);
}
