package dev.ovation.runtime.onchain.follow;

import dev.ovation.chain.abi.AbiValues;
import dev.ovation.core.payment.Payments;
import dev.ovation.core.value.Address;
import dev.ovation.core.withdrawal.WithdrawalId;
import dev.ovation.core.withdrawal.WithdrawalState;
import dev.ovation.core.withdrawal.Withdrawals;
import dev.ovation.runtime.deploy.Deployment;
import dev.ovation.runtime.onchain.contracts.ControllerContract;
import dev.ovation.runtime.onchain.contracts.Words;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;

/** Moves payments and withdrawals on whose TK was minted, burned or given back. */
final class AdvanceMoney implements LogReader {

    private final Payments payments;
    private final Withdrawals withdrawals;
    private final Address controller;
    private final InstantSource clock;

    AdvanceMoney(ReadModel model, Deployment deployment, InstantSource clock) {
        this.payments = model.payments();
        this.withdrawals = model.withdrawals();
        this.controller = deployment.controller();
        this.clock = clock;
    }

    @Override
    public Set<Address> apply(LoggedTransaction tx) {
        Set<Address> touched = new HashSet<>();
        Instant at = noLaterThanNow(tx.at());
        for (AbiValues event : tx.events(controller, ControllerContract.PAYMENT_MINTED_EVENT)) {
            payments.markMinted(Words.payment(event.bytes32("paymentId")), tx.hash(), at);
            touched.add(event.address("to"));
        }
        for (AbiValues event : tx.events(controller, ControllerContract.WITHDRAWAL_BURNED)) {
            WithdrawalId id = new WithdrawalId(event.bytes32("withdrawalId"));
            if (!withdrawals.markBurned(id, tx.hash(), at)) {
                // Where its creator was told that nothing was burned it is given back; the sweeper sees to that.
                withdrawals.markBurnedAfterAll(id, tx.hash(), at);
            }
            touched.add(event.address("from"));
        }
        for (AbiValues event : tx.events(controller, ControllerContract.WITHDRAWAL_RETURNED)) {
            WithdrawalId id = new WithdrawalId(event.bytes32("withdrawalId"));
            // Documents that have lost this step would have the gateway pay out what was given back.
            withdrawals.move(id, WithdrawalState.RETURNING, "", at);
            withdrawals.markReturned(id, tx.hash(), at);
            touched.add(event.address("to"));
        }
        return touched;
    }

    /**
     * A chain's clock may be ahead of ours, a development chain's by weeks. What is dated there would look too fresh to
     * the sweeper until then, and money whose server died would wait as long.
     */
    private Instant noLaterThanNow(Instant at) {
        Instant now = clock.instant();
        return at.isAfter(now) ? now : at;
    }
}
