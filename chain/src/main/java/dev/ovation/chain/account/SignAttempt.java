package dev.ovation.chain.account;

import dev.ovation.chain.tx.Fees;
import dev.ovation.chain.tx.SignedTransaction;
import dev.ovation.chain.tx.Transaction;

/** Signs a body, or nothing in its place, into a transaction of the account. */
final class SignAttempt {

    private final OwnedAccount account;

    SignAttempt(OwnedAccount account) {
        this.account = account;
    }

    /**
     * @throws dev.ovation.chain.signer.SigningFailed if the signer gives no signature
     */
    Attempt sign(TransactionBody body, Attempt.Kind kind, long nonce, Fees fees) {
        TransactionBody signed = kind == Attempt.Kind.CANCEL ? TransactionBody.nothing(account.address()) : body;
        Transaction transaction = new Transaction(
                account.chainId(), nonce, fees, signed.gasLimit(), signed.to(), signed.value(), signed.data());
        SignedTransaction raw =
                SignedTransaction.of(transaction, account.signer().sign(transaction.preimage()));
        return new Attempt(nonce, kind, fees, raw, account.clock().instant());
    }
}
