package dev.ovation.chain.account;

import dev.ovation.chain.rpc.CallRequest;
import dev.ovation.chain.rpc.EvmCalls;
import dev.ovation.chain.rpc.RpcFailure;
import dev.ovation.chain.signer.SigningFailed;
import dev.ovation.chain.tx.Fees;
import java.util.List;
import java.util.Optional;

/** Turns a new request into a signed and durable record, or says why there is none. */
final class AdmitRequest {

    private final OwnedAccount account;
    private final SignAttempt signAttempt;

    AdmitRequest(OwnedAccount account) {
        this.account = account;
        this.signAttempt = new SignAttempt(account);
    }

    /** Either a record that is durable now, or a reason why nothing was signed. */
    sealed interface Admission {
        record Durable(JournaledTransaction record) implements Admission {}

        record Refused(Outcome.NotSent why) implements Admission {}
    }

    /**
     * @throws RpcFailure if a node is needed and can't be asked, or has no other answer than an error of its own
     * @throws RuntimeException as the journal throws it
     */
    Admission admit(TransactionRequest request, long nonce, long token) {
        long gas;
        try {
            gas = request.gasLimit().isPresent() ? request.gasLimit().getAsLong() : estimate(request);
        } catch (RpcFailure.Rejected e) {
            if (!e.reverted()) {
                throw e;
            }
            return refused(new Outcome.NotSent(
                    Outcome.Reason.REVERTS,
                    String.valueOf(e.getMessage()),
                    Optional.of(account.reverts().decode(e.data()))));
        }
        Optional<Fees> fees = account.fees().suggest();
        if (fees.isEmpty()) {
            return refused(new Outcome.NotSent(Outcome.Reason.FEES_ABOVE_CAP, "the base fee is above the cap"));
        }
        TransactionBody body = new TransactionBody(request.to(), request.data(), request.value(), gas);
        Attempt attempt;
        try {
            attempt = signAttempt.sign(body, Attempt.Kind.EXECUTE, nonce, fees.get());
        } catch (SigningFailed e) {
            return refused(new Outcome.NotSent(Outcome.Reason.SIGNER_FAILED, String.valueOf(e.getMessage())));
        }
        return new Admission.Durable(append(request.idempotencyKey(), body, attempt, token));
    }

    /** A record that does nothing but take a nonce. */
    JournaledTransaction fill(long nonce, Fees fees, long token) {
        TransactionBody body = TransactionBody.nothing(account.address());
        Attempt attempt = signAttempt.sign(body, Attempt.Kind.CANCEL, nonce, fees);
        return append("fill/" + account.address() + "/" + nonce, body, attempt, token);
    }

    private JournaledTransaction append(String key, TransactionBody body, Attempt attempt, long token) {
        JournaledTransaction record = new JournaledTransaction(
                key,
                account.address(),
                attempt.nonce(),
                body,
                List.of(attempt),
                false,
                Optional.empty(),
                token,
                attempt.signedAt());
        account.journal().append(record);
        return record;
    }

    private long estimate(TransactionRequest request) {
        CallRequest call =
                new CallRequest(Optional.of(account.address()), request.to(), request.data(), request.value());
        long estimate = account.rpc().call(EvmCalls.estimateGas(call));
        return estimate + estimate * account.policy().gasMarginPercent() / 100;
    }

    private static Admission refused(Outcome.NotSent why) {
        return new Admission.Refused(why);
    }
}
