package dev.ovation.core.accrual;

import dev.ovation.core.ledger.Receipt;
import dev.ovation.core.value.Address;
import java.util.List;

/** Writes earned interest down on the chain. Idempotent and never needed for correctness. */
public interface InterestChannel {

    Receipt materialise(List<Address> accounts);
}
