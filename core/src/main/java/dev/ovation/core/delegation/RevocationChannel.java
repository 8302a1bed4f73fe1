package dev.ovation.core.delegation;

import dev.ovation.core.ledger.Receipt;
import dev.ovation.core.value.Address;

/** Brings revocations to the chain at the relayer's cost. Idempotent: revoking twice is revoking once. */
public interface RevocationChannel {

    Receipt revoke(Authorization terms, byte[] signature);

    Receipt revokeAll(Address owner, long generation, byte[] signature);
}
