package dev.ovation.runtime.onchain;

import dev.ovation.chain.abi.RevertReason;
import dev.ovation.chain.account.JournaledTransaction;
import dev.ovation.chain.account.Outcome;
import dev.ovation.chain.account.TransactionBody;
import dev.ovation.chain.account.TransactionJournal;
import dev.ovation.chain.account.TransactionRequest;
import dev.ovation.chain.account.TransactionSubmitter;
import dev.ovation.chain.rpc.Receipt;
import dev.ovation.core.intent.MaySend;
import dev.ovation.core.ledger.RevertedOnChain;
import dev.ovation.core.refusal.Unavailable;
import dev.ovation.core.value.Wei;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Sends calls under one role and waits for what becomes of them.
 *
 * <p>A key names one effect. While its transaction is open or has succeeded, sending again answers that transaction:
 * all that wait for it get the same answer. One that had reverted before the call is no answer for good (a pause ends, a
 * daily limit is new tomorrow): the call tries anew, under the key with a running number, unless its caller may send but
 * once. Safe to share between threads.
 */
final class ContractSender {

    private static final Supplier<Optional<Mined>> NOWHERE_ELSE = Optional::empty;

    private final String role;
    private final Optional<TransactionSubmitter> submitter;
    private final TransactionJournal journal;
    private final Confirmations confirmations;
    private final Duration patience;

    /**
     * @param submitter empty if this process has no key of the role
     */
    ContractSender(
            String role,
            Optional<TransactionSubmitter> submitter,
            TransactionJournal journal,
            Confirmations confirmations,
            Duration patience) {
        this.role = role;
        this.submitter = submitter;
        this.journal = journal;
        this.confirmations = confirmations;
        this.patience = patience;
    }

    /** As below, for a call whose repetition does no harm. */
    Mined send(String key, ContractCall call) {
        return send(key, call, OptionalLong.empty(), NOWHERE_ELSE, _ -> true, MaySend.AGAIN);
    }

    /** As below, for a call whose repetition does no harm, with so much gas. */
    Mined send(String key, ContractCall call, long gasLimit) {
        return send(key, call, OptionalLong.of(gasLimit), NOWHERE_ELSE, _ -> true, MaySend.AGAIN);
    }

    /** As below, with gas as estimated. */
    Mined send(String key, ContractCall call, Supplier<Optional<Mined>> doneBy) {
        return send(key, call, OptionalLong.empty(), doneBy, _ -> true, MaySend.AGAIN);
    }

    /**
     * @param doneBy where the contract refuses: the transaction that had the effect already, whoever sent it
     * @param maySend AGAIN after a refusal of the past; ONCE, so that a refusal is the answer for good; or NOTHING but what
     *     was sent before
     * @param suffices whether a transaction of the past is still the whole answer; if not, the call is sent anew
     * @throws Unavailable while the outcome can't be known
     * @throws RevertedOnChain if the contract refuses and nothing had the effect, or if no node would take so much data:
     *     {@code TransactionTooLarge}
     */
    Mined send(
            String key,
            ContractCall call,
            OptionalLong gasLimit,
            Supplier<Optional<Mined>> doneBy,
            Predicate<Mined> suffices,
            MaySend maySend) {
        Optional<String> refusal = Optional.empty();
        for (int attempt = 1; ; attempt++) {
            String name = attempt == 1 ? key : key + "#" + attempt;
            Optional<JournaledTransaction> earlier = journal.find(name);
            if (earlier.isEmpty() && (maySend == MaySend.NOTHING || maySend == MaySend.ONCE && refusal.isPresent())) {
                String reason = refusal.orElse("NeverSent");
                return doneBy.get().orElseThrow(() -> new RevertedOnChain(reason));
            }
            if (earlier.isEmpty() && call.data().size() > TransactionRequest.MAX_DATA_BYTES) {
                return doneBy.get().orElseThrow(() -> new RevertedOnChain("TransactionTooLarge"));
            }
            Predicate<Receipt> past = past(earlier);
            // What was signed under this name counts, even if a newer version would write the call differently.
            TransactionRequest request = earlier.map(ContractSender::asSigned)
                    .orElseGet(() ->
                            new TransactionRequest(name, Optional.of(call.to()), call.data(), Wei.ZERO, gasLimit));
            switch (outcomeOf(request)) {
                case Outcome.Mined mined
                when mined.revert().isEmpty() -> {
                    Mined confirmed = confirmations.mined(mined.receipt());
                    if (!past.test(mined.receipt()) || suffices.test(confirmed)) {
                        return confirmed;
                    }
                }
                case Outcome.Mined mined -> {
                    Optional<Mined> done = doneBy.get();
                    if (done.isPresent()) {
                        return done.get();
                    }
                    refusal = Optional.of(name(mined.revert().get()));
                    if (!past.test(mined.receipt())) {
                        throw new RevertedOnChain(refusal.get());
                    }
                }
                case Outcome.NotSent refused
                when refused.revert().isPresent() -> {
                    return doneBy.get()
                            .orElseThrow(() ->
                                    new RevertedOnChain(name(refused.revert().get())));
                }
                case Outcome.NotSent notSent ->
                    throw new Unavailable(
                            "chain", new IllegalStateException(notSent.reason() + ": " + notSent.detail()));
                case Outcome.Cancelled cancelled -> {
                    if (earlier.isEmpty()) {
                        throw new Unavailable("chain", new IllegalStateException(name + " was cancelled"));
                    }
                }
            }
        }
    }

    /** Whether a transaction had its end before this call: whoever waited for it then was told so. */
    private Predicate<Receipt> past(Optional<JournaledTransaction> earlier) {
        if (earlier.isEmpty()) {
            return _ -> false;
        }
        if (earlier.get().closed()) {
            return _ -> true;
        }
        long head = confirmations.head();
        return receipt -> confirmations.enough(receipt, head);
    }

    private static TransactionRequest asSigned(JournaledTransaction earlier) {
        TransactionBody body = earlier.body();
        return new TransactionRequest(
                earlier.key(), body.to(), body.data(), body.value(), OptionalLong.of(body.gasLimit()));
    }

    private Outcome outcomeOf(TransactionRequest request) {
        TransactionSubmitter owner =
                submitter.orElseThrow(() -> new IllegalStateException("this process has no key of the " + role));
        try {
            return owner.submit(request).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("chain", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new Unavailable("chain", e);
        }
    }

    private static String name(RevertReason reason) {
        return switch (reason) {
            case RevertReason.Named named -> named.name();
            case RevertReason.Message message -> message.text();
            case RevertReason.Panic panic -> "Panic(0x" + Integer.toHexString(panic.code()) + ")";
            case RevertReason.Unknown _ -> "UnknownError";
            case RevertReason.None _ -> "OutOfGasOrNoReason";
        };
    }
}
