package dev.ovation.runtime.onchain;

import dev.ovation.chain.account.TransactionSubmitter;
import java.util.Optional;

/**
 * Who sends for which role in this process. An account has one owner at a time among all servers, so a server takes
 * only the roles that it acts in: an API server the relayers, the job server the others.
 *
 * @param relayer one account or a pool of them: submits and cancels batches, brings revocations
 * @param compliance approves, rejects, registers creators
 * @param settler settles epochs, materialises interest
 * @param treasurer mints and burns
 */
public record RoleSenders(
        Optional<TransactionSubmitter> relayer,
        Optional<TransactionSubmitter> compliance,
        Optional<TransactionSubmitter> settler,
        Optional<TransactionSubmitter> treasurer) {

    /** For a process that only reads. */
    public static RoleSenders none() {
        return new RoleSenders(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public static RoleSenders of(
            TransactionSubmitter relayer,
            TransactionSubmitter compliance,
            TransactionSubmitter settler,
            TransactionSubmitter treasurer) {
        return new RoleSenders(
                Optional.of(relayer), Optional.of(compliance), Optional.of(settler), Optional.of(treasurer));
    }
}
