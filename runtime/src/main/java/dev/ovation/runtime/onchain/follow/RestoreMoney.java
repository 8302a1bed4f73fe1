package dev.ovation.runtime.onchain.follow;

import dev.ovation.chain.abi.AbiValues;
import dev.ovation.core.account.AccountId;
import dev.ovation.core.payment.Payment;
import dev.ovation.core.payment.PaymentId;
import dev.ovation.core.payment.PaymentState;
import dev.ovation.core.payment.Payments;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.withdrawal.Withdrawal;
import dev.ovation.core.withdrawal.WithdrawalId;
import dev.ovation.core.withdrawal.WithdrawalState;
import dev.ovation.core.withdrawal.Withdrawals;
import dev.ovation.runtime.deploy.Deployment;
import dev.ovation.runtime.onchain.contracts.ControllerContract;
import dev.ovation.runtime.onchain.contracts.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Puts back payments and withdrawals of which the chain knows and the documents don't. They wait as cleared for their
 * event to be applied. Whether the fiat of a restored withdrawal was ever paid out, the chain can't say: it is closed, so
 * that it is never paid twice, and reported for a person to ask the gateway.
 */
final class RestoreMoney {

    private static final String PROVIDER = "chain";
    private static final String UNKNOWN_PAYOUT = "restored from the chain: ask the gateway whether it was paid out";

    private record Returned(Bytes32 transaction, Instant at) {}

    private final Payments payments;
    private final Withdrawals withdrawals;
    private final Address controller;
    private final Function<Address, AccountId> accountOf;
    private final Map<WithdrawalId, Optional<Returned>> restored = new LinkedHashMap<>();

    RestoreMoney(ReadModel model, Deployment deployment, Function<Address, AccountId> accountOf) {
        this.payments = model.payments();
        this.withdrawals = model.withdrawals();
        this.controller = deployment.controller();
        this.accountOf = accountOf;
    }

    /** Before the transaction's logs are applied. */
    void prepare(LoggedTransaction tx) {
        tx.events(controller, ControllerContract.PAYMENT_MINTED_EVENT).forEach(event -> payment(event, tx.at()));
        tx.events(controller, ControllerContract.WITHDRAWAL_BURNED).forEach(event -> withdrawal(event, tx.at()));
        for (AbiValues event : tx.events(controller, ControllerContract.WITHDRAWAL_RETURNED)) {
            restored.computeIfPresent(
                    new WithdrawalId(event.bytes32("withdrawalId")),
                    (_, _) -> Optional.of(new Returned(tx.hash(), tx.at())));
        }
    }

    private void payment(AbiValues event, Instant at) {
        PaymentId id = Words.payment(event.bytes32("paymentId"));
        if (payments.byId(id).isPresent()) {
            return;
        }
        Address wallet = event.address("to");
        payments.insert(new Payment(
                id,
                accountOf.apply(wallet),
                wallet,
                event.wei("amount"),
                PROVIDER,
                id.toString(),
                "",
                PaymentState.CLEARED,
                "",
                Optional.empty(),
                at,
                at));
    }

    private void withdrawal(AbiValues event, Instant at) {
        WithdrawalId id = new WithdrawalId(event.bytes32("withdrawalId"));
        Optional<Withdrawal> known = withdrawals.byId(id);
        if (known.isEmpty()) {
            Address owner = event.address("from");
            withdrawals.insert(new Withdrawal(
                    id,
                    accountOf.apply(owner),
                    owner,
                    withdrawals.nextSequence(owner),
                    event.wei("amount"),
                    "",
                    new byte[0],
                    WithdrawalState.CLEARED,
                    "",
                    Optional.empty(),
                    Optional.empty(),
                    at,
                    at));
        }
        // One without a destination was put back before: by this rebuild, or by one that did not come to its end.
        if (known.map(Withdrawal::destination).orElse("").isEmpty()) {
            restored.put(id, Optional.empty());
        }
    }

    /** After all logs are applied: closes what was put back, and answers whose payout is unknown. */
    List<WithdrawalId> close(Instant now) {
        List<WithdrawalId> unknown = new ArrayList<>();
        restored.forEach((id, returned) -> {
            if (returned.isPresent()) {
                withdrawals.move(
                        id, WithdrawalState.RETURNING, "", returned.get().at());
                withdrawals.markReturned(
                        id, returned.get().transaction(), returned.get().at());
            } else {
                withdrawals.move(id, WithdrawalState.DONE, UNKNOWN_PAYOUT, now);
                unknown.add(id);
            }
        });
        return unknown;
    }
}
