package dev.ovation.runtime.signing;

import dev.ovation.chain.account.Attempt;
import dev.ovation.chain.account.OwnerListener;
import dev.ovation.chain.rpc.Receipt;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/** Counts what becomes of transactions, by account. */
public final class CountTransactions implements OwnerListener {

    private final MeterRegistry metrics;

    public CountTransactions(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    private void count(Address account, String event) {
        Counter.builder("ovation.transactions")
                .description("What happened to the transactions of a signing account")
                .tag("account", account.toString())
                .tag("event", event)
                .register(metrics)
                .increment();
    }

    @Override
    public void sent(Address account, String key, Bytes32 hash) {
        count(account, "sent");
    }

    @Override
    public void rebroadcast(Address account, String key, Bytes32 hash) {
        count(account, "rebroadcast");
    }

    @Override
    public void replaced(Address account, String key, Bytes32 hash, Attempt.Kind kind) {
        count(account, kind == Attempt.Kind.CANCEL ? "cancelled" : "raised");
    }

    @Override
    public void feeCapReached(Address account, String key) {
        count(account, "fee-cap-reached");
    }

    @Override
    public void included(Address account, String key, Receipt receipt, Duration sinceFirstSigned) {
        count(account, receipt.succeeded() ? "included" : "reverted");
    }

    @Override
    public void dropped(Address account, String key, Bytes32 hash) {
        count(account, "dropped");
    }

    @Override
    public void nonceUsurped(Address account, String key, long nonce, Bytes32 stranger) {
        count(account, "nonce-usurped");
    }

    @Override
    public void gapFilled(Address account, long nonce) {
        count(account, "gap-filled");
    }
}
