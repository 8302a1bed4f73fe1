package dev.ovation.runtime.onchain;

import dev.ovation.chain.account.AccountLease;
import dev.ovation.chain.account.AccountPool;
import dev.ovation.chain.account.FeeOracle;
import dev.ovation.chain.account.FeePolicy;
import dev.ovation.chain.account.OwnedAccount;
import dev.ovation.chain.account.OwnerListener;
import dev.ovation.chain.account.OwnerPolicy;
import dev.ovation.chain.account.OwnerStatus;
import dev.ovation.chain.account.PoolPolicy;
import dev.ovation.chain.account.TransactionJournal;
import dev.ovation.chain.account.TransactionSubmitter;
import dev.ovation.chain.rpc.RpcClient;
import dev.ovation.chain.signer.Signer;
import dev.ovation.runtime.onchain.contracts.ContractErrors;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The signing accounts of this process, a pool for each role, leased from all servers: several servers may have the
 * same keys, and whichever has something to send takes the account while it does. Close gives them back.
 */
public final class RoleAccounts implements AutoCloseable {

    /**
     * What the pools need.
     *
     * @param holder names this process, uniquely among those that run
     * @param relayers how many relayer accounts it holds all the time; 0 takes one only when there is a batch
     */
    public record Surroundings(
            long chainId,
            RpcClient rpc,
            TransactionJournal journal,
            AccountLease leases,
            String holder,
            int relayers,
            FeePolicy fees,
            OwnerPolicy policy,
            OwnerListener listener,
            InstantSource clock) {}

    private final List<AccountPool> pools = new ArrayList<>();
    private final RoleSenders senders;

    private RoleAccounts(RoleSigners signers, Surroundings with) {
        FeeOracle fees = new FeeOracle(with.rpc(), with.fees(), with.clock());
        this.senders = new RoleSenders(
                pool(signers.relayers(), with.relayers(), fees, with),
                pool(signers.compliance().stream().toList(), 0, fees, with),
                pool(signers.settler().stream().toList(), 0, fees, with),
                pool(signers.treasurer().stream().toList(), 0, fees, with));
    }

    public static RoleAccounts open(RoleSigners signers, Surroundings with) {
        return new RoleAccounts(signers, with);
    }

    private Optional<TransactionSubmitter> pool(
            List<Signer> signers, int wanted, FeeOracle fees, Surroundings with) {
        if (signers.isEmpty()) {
            return Optional.empty();
        }
        List<OwnedAccount> accounts = signers.stream()
                .map(signer -> new OwnedAccount(
                        with.chainId(),
                        signer,
                        with.rpc(),
                        with.journal(),
                        fees,
                        with.policy(),
                        ContractErrors.REASONS,
                        with.listener(),
                        with.clock()))
                .toList();
        PoolPolicy ordinary = PoolPolicy.DEFAULT;
        AccountPool pool = AccountPool.start(
                accounts,
                with.leases(),
                with.holder(),
                new PoolPolicy(
                        Math.min(wanted, accounts.size()),
                        ordinary.leaseFor(),
                        ordinary.maintainEvery(),
                        ordinary.waitForAccount(),
                        ordinary.releaseIdleAfter()));
        pools.add(pool);
        return Optional.of(pool);
    }

    public RoleSenders senders() {
        return senders;
    }

    /** Says that there may be a new block, so that receipts are looked at now and not at the next poll. */
    public void wake() {
        pools.forEach(AccountPool::wake);
    }

    /** Of each account that this process holds now. */
    public List<OwnerStatus> status() {
        return pools.stream().flatMap(pool -> pool.status().stream()).toList();
    }

    @Override
    public void close() {
        pools.forEach(AccountPool::close);
    }
}
