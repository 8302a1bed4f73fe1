package dev.ovation.jobs;

import dev.ovation.core.accrual.InterestChannel;
import dev.ovation.core.intent.Batch;
import dev.ovation.core.intent.BatchChannel;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.intent.Intent;
import dev.ovation.core.ledger.AccountSnapshot;
import dev.ovation.core.ledger.Balance;
import dev.ovation.core.ledger.Balances;
import dev.ovation.core.ledger.CachedAccount;
import dev.ovation.core.ledger.ChainAccounts;
import dev.ovation.core.ledger.InterestIndex;
import dev.ovation.core.ledger.Receipt;
import dev.ovation.core.ledger.Standing;
import dev.ovation.core.payment.Minting;
import dev.ovation.core.settlement.Payout;
import dev.ovation.core.settlement.SettlementChannel;
import dev.ovation.core.testing.MemoryChain;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import dev.ovation.core.withdrawal.Burning;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** The played chain as many threads and several servers see it: one call at a time, as blocks would have it. */
final class PlayedChain implements ChainAccounts, Balances {

    private final MemoryChain chain = new MemoryChain();
    final List<Address> materialised = new CopyOnWriteArrayList<>();
    /** Runs when a settlement asks for the epoch, before anything else can happen to it. */
    volatile Runnable atSettlement = () -> {};

    final List<Address> refreshed = new CopyOnWriteArrayList<>();

    private <T> T alone(Class<T> port) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (_, method, arguments) -> {
                    synchronized (chain) {
                        try {
                            return method.invoke(chain, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }
                }));
    }

    Minting minting() {
        return alone(Minting.class);
    }

    Burning burning() {
        return alone(Burning.class);
    }

    BatchChannel batches() {
        return alone(BatchChannel.class);
    }

    SettlementChannel settlement() {
        SettlementChannel settlement = alone(SettlementChannel.class);
        return new SettlementChannel() {
            @Override
            public List<Payout> paidFor(BatchId batch, Set<Bytes32> transactions) {
                return settlement.paidFor(batch, transactions);
            }

            @Override
            public Settlement settle(long epoch, List<Batch> batches, Map<BatchId, List<Intent>> legs) {
                return settlement.settle(epoch, batches, legs);
            }

            @Override
            public long currentEpoch() {
                atSettlement.run();
                return settlement.currentEpoch();
            }

            @Override
            public long epochStart(long epoch) {
                return settlement.epochStart(epoch);
            }
        };
    }

    InterestChannel interest() {
        return accounts -> {
            materialised.addAll(accounts);
            return new Receipt(Bytes32.of(new byte[32]), 1, 1);
        };
    }

    /** TK of an account. */
    Wei tk(Address account) {
        synchronized (chain) {
            return new Wei(chain.tk.getOrDefault(account, BigInteger.ZERO));
        }
    }

    int transactions() {
        synchronized (chain) {
            return chain.transactions.size();
        }
    }

    @Override
    public Map<Address, AccountSnapshot> read(Collection<Address> accounts) {
        Map<Address, AccountSnapshot> read = new HashMap<>();
        accounts.forEach(
                account -> read.put(account, new AccountSnapshot(tk(account), 0, BigInteger.ZERO, Wei.ZERO, 0, 0, 1)));
        return read;
    }

    @Override
    public Optional<Standing> standing(Address owner, Bytes32 authorization) {
        return Optional.empty();
    }

    @Override
    public InterestIndex index() {
        return new InterestIndex(0, 0, 0);
    }

    @Override
    public long now() {
        return 0;
    }

    @Override
    public Balance of(Address account) {
        return new Balance(tk(account), Wei.ZERO, Wei.ZERO, Wei.ZERO, 0);
    }

    @Override
    public Optional<CachedAccount> cached(Address account) {
        return Optional.empty();
    }

    @Override
    public void refresh(Collection<Address> accounts) {
        refreshed.addAll(accounts);
    }

    @Override
    public void invalidate(Collection<Address> accounts) {}
}
