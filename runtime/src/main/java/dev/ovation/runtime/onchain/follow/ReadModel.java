package dev.ovation.runtime.onchain.follow;

import dev.ovation.core.delegation.Delegations;
import dev.ovation.core.intent.Batches;
import dev.ovation.core.intent.Intents;
import dev.ovation.core.intent.Reservations;
import dev.ovation.core.ledger.Balances;
import dev.ovation.core.ledger.Transfers;
import dev.ovation.core.payment.Payments;
import dev.ovation.core.settlement.Payouts;
import dev.ovation.core.withdrawal.Withdrawals;

/** The documents and caches that the chain's logs keep in step. */
public record ReadModel(
        Intents intents,
        Batches batches,
        Reservations reservations,
        Delegations delegations,
        Payouts payouts,
        Payments payments,
        Withdrawals withdrawals,
        Transfers transfers,
        Balances balances) {}
