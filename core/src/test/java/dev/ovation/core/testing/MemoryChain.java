package dev.ovation.core.testing;

import dev.ovation.core.doubt.DoneOnChain;
import dev.ovation.core.intent.Batch;
import dev.ovation.core.intent.BatchChannel;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.intent.Intent;
import dev.ovation.core.intent.IntentState;
import dev.ovation.core.intent.MaySend;
import dev.ovation.core.ledger.Receipt;
import dev.ovation.core.ledger.RevertedOnChain;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.payment.Minting;
import dev.ovation.core.payment.PaymentId;
import dev.ovation.core.settlement.Payout;
import dev.ovation.core.settlement.SettlementChannel;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import dev.ovation.core.withdrawal.Burning;
import dev.ovation.core.withdrawal.WithdrawalId;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The contracts' promises in memory: each payment is minted once, each withdrawal burned once, each batch submitted
 * once, and no leg goes back. Repeating a call answers the first one's receipt.
 */
public final class MemoryChain implements BatchChannel, SettlementChannel, Minting, Burning, DoneOnChain {

    public static final long EPOCH = 7 * 86_400L;
    /** So much call data do nodes take, and so much of it is an approval: a batch with one word of bits. */
    private static final int MAX_DATA_BYTES = 127 * 1024;

    private static final int APPROVAL_BYTES = 160;
    public long now = 1_000_000;
    public final Map<Address, BigInteger> tk = new HashMap<>();
    public final Set<Bytes32> transactions = new HashSet<>();
    public final Set<Integer> legsToSkip = new HashSet<>();
    public Optional<String> refuseBurns = Optional.empty();
    public boolean refuseBatches;
    /** Batches that can't even be written as a transaction. */
    public final Set<BatchId> unsendable = new HashSet<>();

    private final Set<BatchId> refusedBatches = new HashSet<>();
    private final Map<Object, Receipt> receipts = new HashMap<>();
    private final Map<BatchId, List<IntentState>> legs = new LinkedHashMap<>();
    private final Map<BatchId, Map<Integer, String>> skipped = new HashMap<>();
    /** What creators were paid, as a test says. */
    public final Map<BatchId, List<Payout>> paid = new HashMap<>();

    /** What others do while the chain is read. */
    public Runnable whilePaidIsRead = () -> {};

    private final Map<BatchId, Long> submittedAt = new HashMap<>();
    private final Map<WithdrawalId, Map.Entry<Address, Wei>> burned = new HashMap<>();

    private Receipt receipt(Object key) {
        return receipts.computeIfAbsent(key, _ -> {
            byte[] hash = new byte[32];
            hash[0] = (byte) (transactions.size() >> 8);
            hash[1] = (byte) transactions.size();
            Bytes32 transaction = Bytes32.of(hash);
            transactions.add(transaction);
            return new Receipt(transaction, transactions.size(), now);
        });
    }

    private void add(Address account, BigInteger amount) {
        tk.merge(account, amount, BigInteger::add);
    }

    @Override
    public Receipt mint(PaymentId payment, Address to, Wei amount) {
        if (!receipts.containsKey(payment)) {
            add(to, amount.value());
        }
        return receipt(payment);
    }

    @Override
    public boolean minted(PaymentId payment) {
        return receipts.containsKey(payment);
    }

    @Override
    public Receipt burn(WithdrawalId withdrawal, Address from, Wei amount, byte[] signature) {
        refuseBurns.ifPresent(reason -> {
            throw new RevertedOnChain(reason);
        });
        if (burned.putIfAbsent(withdrawal, Map.entry(from, amount)) == null) {
            add(from, amount.value().negate());
        }
        return receipt("burn" + withdrawal);
    }

    @Override
    public boolean burned(WithdrawalId withdrawal) {
        return burned.containsKey(withdrawal);
    }

    @Override
    public boolean givenBack(WithdrawalId withdrawal) {
        return receipts.containsKey("back" + withdrawal);
    }

    @Override
    public Receipt giveBack(WithdrawalId withdrawal) {
        if (!receipts.containsKey("back" + withdrawal)) {
            Map.Entry<Address, Wei> entry = burned.get(withdrawal);
            add(entry.getKey(), entry.getValue().value());
        }
        return receipt("back" + withdrawal);
    }

    @Override
    public Submission submit(BatchId batch, Token token, List<Intent> intents) {
        if (unsendable.contains(batch)) {
            throw new IllegalArgumentException("no transaction can say this");
        }
        if (!legs.containsKey(batch)) {
            MaySend maySend = MaySend.of(intents);
            if (maySend == MaySend.NOTHING || maySend == MaySend.ONCE && refusedBatches.contains(batch)) {
                throw new RevertedOnChain("Paused");
            }
            if (refuseBatches) {
                refusedBatches.add(batch);
                throw new RevertedOnChain("Paused");
            }
            List<IntentState> states = new ArrayList<>();
            Map<Integer, String> refused = new HashMap<>();
            for (int leg = 0; leg < intents.size(); leg++) {
                boolean skip = legsToSkip.contains(leg);
                states.add(skip ? IntentState.FAILED : IntentState.SUBMITTED);
                if (skip) {
                    refused.put(leg, "InsufficientBalance");
                }
            }
            legs.put(batch, states);
            skipped.put(batch, refused);
            submittedAt.put(batch, now);
        }
        return new Submission(receipt(batch), skipped.getOrDefault(batch, Map.of()));
    }

    /** As after a re-organisation that brought things back in another order. */
    public void reorganised(BatchId batch, List<IntentState> states) {
        legs.put(batch, new ArrayList<>(states));
    }

    @Override
    public List<Payout> paidFor(BatchId batch, Set<Bytes32> transactions) {
        List<Payout> then = paid.getOrDefault(batch, List.of()).stream()
                .filter(payout -> transactions.contains(payout.transaction()))
                .toList();
        whilePaidIsRead.run();
        return then;
    }

    @Override
    public Receipt approve(Map<BatchId, BitSet> approved) {
        if (approved.size() * APPROVAL_BYTES > MAX_DATA_BYTES) {
            throw new IllegalArgumentException("nodes take no transaction of more than 128 KiB");
        }
        if (!legs.keySet().containsAll(approved.keySet())) {
            throw new RevertedOnChain("UnknownBatch");
        }
        approved.forEach((batch, bits) -> step(batch, bits, IntentState.SUBMITTED, IntentState.APPROVED));
        return receipt("approve" + approved);
    }

    @Override
    public Receipt reject(Batch batch, List<Intent> intents, BitSet rejected) {
        step(batch.id(), rejected, IntentState.SUBMITTED, IntentState.REJECTED);
        step(batch.id(), rejected, IntentState.APPROVED, IntentState.REJECTED);
        return receipt("reject" + batch.id() + rejected);
    }

    @Override
    public Receipt cancel(Batch batch, List<Intent> intents, BitSet cancelled) {
        cancelled.stream().forEach(leg -> {
            if (legs.get(batch.id()).get(leg) == IntentState.APPROVED) {
                throw new RevertedOnChain("NotOpen");
            }
        });
        step(batch.id(), cancelled, IntentState.SUBMITTED, IntentState.CANCELLED);
        return receipt("cancel" + batch.id() + cancelled);
    }

    private void step(BatchId batch, BitSet bits, IntentState from, IntentState to) {
        bits.stream().forEach(leg -> {
            if (legs.get(batch).get(leg) == from) {
                legs.get(batch).set(leg, to);
            }
        });
    }

    @Override
    public List<IntentState> states(BatchId batch, int count) {
        return legs.getOrDefault(batch, Collections.nCopies(count, IntentState.PENDING));
    }

    @Override
    public Settlement settle(long epoch, List<Batch> batches, Map<BatchId, List<Intent>> intents) {
        Map<BatchId, BitSet> settled = new HashMap<>();
        List<Payout> payouts = new ArrayList<>();
        Receipt receipt = receipt("settle" + batches.stream().map(Batch::id).toList() + legs);
        for (Batch batch : batches) {
            if (epochOf(submittedAt.get(batch.id())) >= currentEpoch()) {
                throw new RevertedOnChain("EpochNotEnded");
            }
            BitSet bits = new BitSet();
            for (Intent intent : intents.get(batch.id())) {
                int leg = intent.place().orElseThrow().leg();
                IntentState state = legs.get(batch.id()).get(leg);
                if (state == IntentState.APPROVED) {
                    legs.get(batch.id()).set(leg, IntentState.SETTLED);
                    Wei paid = intent.token() == Token.TK
                            ? intent.amount()
                            : intent.amount().dividedBy(100);
                    add(intent.creator(), paid.value());
                    payouts.add(new Payout(
                            intent.creator(),
                            batch.id(),
                            epoch,
                            intent.amount(),
                            Wei.ZERO,
                            paid,
                            receipt.transaction(),
                            receipt.block(),
                            Instant.EPOCH));
                }
                if (legs.get(batch.id()).get(leg) == IntentState.SETTLED) {
                    bits.set(leg);
                }
            }
            settled.put(batch.id(), bits);
        }
        return new Settlement(receipt, settled, payouts);
    }

    private static long epochOf(long second) {
        return second / EPOCH;
    }

    @Override
    public long currentEpoch() {
        return epochOf(now);
    }

    @Override
    public long epochStart(long epoch) {
        return epoch * EPOCH;
    }
}
