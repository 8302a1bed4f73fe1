package dev.ovation.api.testing;

import dev.ovation.chain.crypto.Keccak256;
import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.delegation.RevocationChannel;
import dev.ovation.core.intent.Batch;
import dev.ovation.core.intent.BatchChannel;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.intent.Intent;
import dev.ovation.core.intent.IntentState;
import dev.ovation.core.ledger.AccountSnapshot;
import dev.ovation.core.ledger.ChainAccounts;
import dev.ovation.core.ledger.Interest;
import dev.ovation.core.ledger.InterestIndex;
import dev.ovation.core.ledger.Receipt;
import dev.ovation.core.ledger.RevertedOnChain;
import dev.ovation.core.ledger.Standing;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.payment.Minting;
import dev.ovation.core.payment.PaymentId;
import dev.ovation.core.refusal.Unavailable;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * A ledger in memory with the contracts' rules: balances in wei, escrow at submission, nonces used once, generations,
 * batches and payments that are taken once. It can be cut off, be slow, or refuse everything.
 */
public final class PaperChain implements ChainAccounts, BatchChannel, RevocationChannel, Minting {

    private final Clock clock;
    private final Map<Address, Map<Token, Wei>> held = new HashMap<>();
    private final Map<Address, Wei> spent = new HashMap<>();
    private final Map<Address, Long> generations = new HashMap<>();
    private final Map<Address, Set<Long>> nonces = new HashMap<>();
    /** Of standing authorizations, by hash, from the first draw on. */
    private final Map<Bytes32, Wei> remaining = new HashMap<>();

    private final Map<BatchId, List<IntentState>> batches = new HashMap<>();
    private final Map<BatchId, Submission> submissions = new HashMap<>();
    private final Map<PaymentId, Receipt> mints = new HashMap<>();
    private final Semaphore gate = new Semaphore(1_000_000);
    private volatile boolean cutOff;
    private volatile String refusal = "";
    private long block = 1;

    PaperChain(Clock clock) {
        this.clock = clock;
    }

    // ---- what tests do to it

    public synchronized void give(Address account, Token token, Wei amount) {
        block++;
        held.computeIfAbsent(account, _ -> new HashMap<>()).merge(token, amount, Wei::plus);
    }

    /** Takes tokens away behind the house's back, as a transfer between two blocks would. */
    public synchronized void take(Address account, Token token, Wei amount) {
        block++;
        held.computeIfAbsent(account, _ -> new HashMap<>())
                .compute(token, (_, before) -> (before == null ? Wei.ZERO : before).minus(amount));
    }

    public void cutOff(boolean now) {
        cutOff = now;
    }

    /** Every transaction from now on is refused with this error; an empty one ends that. */
    public void refuseAll(String error) {
        refusal = error;
    }

    /** Transactions wait until {@link #letThrough}. */
    public void holdBack() {
        gate.drainPermits();
    }

    public void letThrough() {
        gate.release(1_000_000);
    }

    // ---- reading

    @Override
    public synchronized Map<Address, AccountSnapshot> read(Collection<Address> accounts) {
        requireConnection();
        Map<Address, AccountSnapshot> snapshots = new LinkedHashMap<>();
        for (Address account : accounts) {
            Map<Token, Wei> tokens = held.getOrDefault(account, Map.of());
            Wei tki = tokens.getOrDefault(Token.TKI, Wei.ZERO);
            Wei out = spent.getOrDefault(account, Wei.ZERO);
            Set<Long> used = nonces.getOrDefault(account, Set.of());
            long next = 0;
            while (used.contains(next)) {
                next++;
            }
            snapshots.put(
                    account,
                    new AccountSnapshot(
                            tokens.getOrDefault(Token.TK, Wei.ZERO),
                            index().at(now()),
                            tki.plus(out).value().multiply(Interest.RAW_PER_WEI),
                            out,
                            generations.getOrDefault(account, 0L),
                            next,
                            block));
        }
        return snapshots;
    }

    @Override
    public synchronized Optional<Standing> standing(Address owner, Bytes32 authorization) {
        requireConnection();
        return Optional.ofNullable(remaining.get(authorization)).map(left -> new Standing(false, left, block));
    }

    @Override
    public InterestIndex index() {
        requireConnection();
        return new InterestIndex(0, 0, 0);
    }

    @Override
    public long now() {
        requireConnection();
        return clock.instant().getEpochSecond();
    }

    // ---- batches

    @Override
    public Submission submit(BatchId batch, Token token, List<Intent> legs) {
        gate.acquireUninterruptibly();
        gate.release();
        requireConnection();
        synchronized (this) {
            if (!refusal.isEmpty()) {
                throw new RevertedOnChain(refusal);
            }
            Submission known = submissions.get(batch);
            if (known != null) {
                return known;
            }
            Map<Integer, String> skipped = new HashMap<>();
            List<IntentState> states = new ArrayList<>();
            Set<Bytes32> drawn = new HashSet<>();
            for (int leg = 0; leg < legs.size(); leg++) {
                String reason = judge(legs.get(leg), token, drawn);
                if (!reason.isEmpty()) {
                    skipped.put(leg, reason);
                }
                states.add(reason.isEmpty() ? IntentState.SUBMITTED : IntentState.FAILED);
            }
            batches.put(batch, states);
            Submission submission = new Submission(mined("submit:" + batch), skipped);
            submissions.put(batch, submission);
            return submission;
        }
    }

    private String judge(Intent leg, Token token, Set<Bytes32> drawn) {
        Authorization terms = leg.funding().terms();
        Bytes32 hash = leg.funding().hash();
        if (terms.generation() != generations.getOrDefault(leg.fan(), 0L)) {
            return "Revoked";
        }
        boolean first = !terms.isStanding() && drawn.add(hash);
        if (first
                && !nonces.computeIfAbsent(leg.fan(), _ -> new HashSet<>())
                        .add(terms.nonce().longValueExact())) {
            return "NonceUsed";
        }
        if (terms.isStanding() && leg.amount().exceeds(remaining.computeIfAbsent(hash, _ -> terms.cap()))) {
            return "OverCap";
        }
        Map<Token, Wei> tokens = held.computeIfAbsent(leg.fan(), _ -> new HashMap<>());
        Wei balance = tokens.getOrDefault(token, Wei.ZERO);
        if (leg.amount().exceeds(balance)) {
            return "InsufficientBalance";
        }
        tokens.put(token, balance.minus(leg.amount()));
        remaining.computeIfPresent(hash, (_, left) -> left.minus(leg.amount()));
        if (token == Token.TKI) {
            spent.merge(leg.fan(), leg.amount(), Wei::plus);
        }
        return "";
    }

    @Override
    public Receipt approve(Map<BatchId, BitSet> legs) {
        return move(legs, IntentState.APPROVED);
    }

    @Override
    public Receipt reject(Batch batch, List<Intent> legs, BitSet rejected) {
        return release(batch, legs, rejected, IntentState.REJECTED);
    }

    @Override
    public Receipt cancel(Batch batch, List<Intent> legs, BitSet cancelled) {
        return release(batch, legs, cancelled, IntentState.CANCELLED);
    }

    private synchronized Receipt release(Batch batch, List<Intent> legs, BitSet which, IntentState target) {
        requireConnection();
        which.stream().forEach(leg -> {
            if (batches.get(batch.id()).get(leg) != IntentState.SUBMITTED) {
                throw new RevertedOnChain("NotOpen");
            }
            give(legs.get(leg).fan(), batch.token(), legs.get(leg).amount());
            if (batch.token() == Token.TKI) {
                spent.merge(legs.get(leg).fan(), legs.get(leg).amount(), Wei::minus);
            }
        });
        return move(Map.of(batch.id(), which), target);
    }

    private synchronized Receipt move(Map<BatchId, BitSet> legs, IntentState target) {
        requireConnection();
        legs.forEach((batch, which) ->
                which.stream().forEach(leg -> batches.get(batch).set(leg, target)));
        return mined(target + legs.toString() + block);
    }

    @Override
    public synchronized List<IntentState> states(BatchId batch, int legs) {
        return List.copyOf(batches.get(batch));
    }

    // ---- revocations and mints

    @Override
    public Receipt revoke(Authorization terms, byte[] signature) {
        requireConnection();
        return mined("revoke" + terms);
    }

    @Override
    public synchronized Receipt revokeAll(Address owner, long generation, byte[] signature) {
        requireConnection();
        if (generations.getOrDefault(owner, 0L) != generation) {
            throw new RevertedOnChain("StaleGeneration");
        }
        generations.put(owner, generation + 1);
        nonces.remove(owner);
        return mined("revokeAll" + owner + generation);
    }

    @Override
    public synchronized Receipt mint(PaymentId payment, Address to, Wei amount) {
        requireConnection();
        return mints.computeIfAbsent(payment, _ -> {
            give(to, Token.TK, amount);
            return mined("mint:" + payment);
        });
    }

    private synchronized Receipt mined(String what) {
        return new Receipt(
                Keccak256.hash(what.getBytes(StandardCharsets.UTF_8)),
                ++block,
                clock.instant().getEpochSecond());
    }

    private void requireConnection() {
        if (cutOff) {
            throw new Unavailable("chain", new IllegalStateException("cut off by the test"));
        }
    }
}
