package dev.ovation.store.redis;

import dev.ovation.core.ledger.AccountSnapshot;
import dev.ovation.core.ledger.ChainAccounts;
import dev.ovation.core.ledger.Interest;
import dev.ovation.core.ledger.InterestIndex;
import dev.ovation.core.ledger.Standing;
import dev.ovation.core.refusal.Unavailable;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import java.math.BigInteger;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A chain whose accounts the test sets: block by block, as the contracts would. */
final class SettableChain implements ChainAccounts {

    static final int RATE = 200;

    final AtomicInteger readings = new AtomicInteger();
    private final Map<Address, AccountSnapshot> accounts = new ConcurrentHashMap<>();
    private final Map<Bytes32, Standing> standing = new ConcurrentHashMap<>();
    private volatile long block = 100;
    private volatile long second = 1_000_000;
    private volatile long index;
    private volatile boolean down;
    private volatile Runnable duringRead = () -> {};

    synchronized void hold(Address account, Wei tk, Wei tki) {
        accounts.put(account, new AccountSnapshot(tk, index, tki.value().multiply(RAW), Wei.ZERO, 0, 0, block));
    }

    private static final BigInteger RAW = Interest.RAW_PER_WEI;

    /** Takes tokens into escrow in a new block, and answers its number. */
    synchronized long take(Address account, Wei tk, Wei tki) {
        block++;
        AccountSnapshot before = accounts.getOrDefault(account, empty());
        accounts.put(
                account,
                new AccountSnapshot(
                        before.balance().minus(tk),
                        index,
                        before.earned().add(Interest.raw(before.balance(), index - before.index())),
                        before.spent().plus(tki),
                        before.generation(),
                        before.nextNonce(),
                        block));
        return block;
    }

    synchronized void nonces(Address account, long generation, long nextNonce) {
        block++;
        AccountSnapshot before = accounts.getOrDefault(account, empty());
        accounts.put(
                account,
                new AccountSnapshot(
                        before.balance(),
                        before.index(),
                        before.earned(),
                        before.spent(),
                        generation,
                        nextNonce,
                        block));
    }

    synchronized void pass(long seconds) {
        second += seconds;
        index += seconds * RATE;
        block++;
    }

    void register(Bytes32 authorization, Standing held) {
        standing.put(authorization, held);
    }

    void rewind(long blocks) {
        block -= blocks;
    }

    void down(boolean is) {
        down = is;
    }

    /** Runs in the middle of the next readings, after the chain was looked at and before the answer arrives. */
    void duringRead(Runnable what) {
        duringRead = what;
    }

    long block() {
        return block;
    }

    @Override
    public Map<Address, AccountSnapshot> read(Collection<Address> asked) {
        requireUp();
        readings.incrementAndGet();
        Map<Address, AccountSnapshot> read = new LinkedHashMap<>();
        synchronized (this) {
            for (Address account : asked) {
                AccountSnapshot held = accounts.getOrDefault(account, empty());
                read.put(
                        account,
                        new AccountSnapshot(
                                held.balance(),
                                held.index(),
                                held.earned(),
                                held.spent(),
                                held.generation(),
                                held.nextNonce(),
                                block));
            }
        }
        duringRead.run();
        return read;
    }

    @Override
    public Optional<Standing> standing(Address owner, Bytes32 authorization) {
        requireUp();
        return Optional.ofNullable(standing.get(authorization));
    }

    @Override
    public InterestIndex index() {
        requireUp();
        return new InterestIndex(index, second, RATE);
    }

    @Override
    public long now() {
        requireUp();
        return second;
    }

    private void requireUp() {
        if (down) {
            throw new Unavailable("chain", new IllegalStateException("down"));
        }
    }

    private AccountSnapshot empty() {
        return new AccountSnapshot(Wei.ZERO, index, BigInteger.ZERO, Wei.ZERO, 0, 0, block);
    }
}
