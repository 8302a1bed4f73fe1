package dev.ovation.core.economics;

import dev.ovation.core.intent.BatchId;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Claps and gifts from their submission to their end. */
public final class Escrow {

    /** Seconds of an epoch: seven days. */
    public static final long EPOCH = 7 * 86_400;

    private record Batch(BatchData data, List<EscrowedIntent> intents) {}

    private final long genesis;
    private final TokenBooks tokens;
    private final SubmitLegs submitLegs;
    private final Map<BatchId, Batch> batches = new HashMap<>();
    private final Map<Address, Wei> remainders = new HashMap<>();

    Escrow(long genesis, TokenBooks tokens, Permissions permissions) {
        this.genesis = genesis;
        this.tokens = tokens;
        this.submitLegs = new SubmitLegs(tokens, permissions);
    }

    // ---- what is there ----

    public long epochOf(long second) {
        return (second - genesis) / EPOCH;
    }

    public Optional<BatchData> data(BatchId id) {
        return Optional.ofNullable(batches.get(id)).map(Batch::data);
    }

    /** A batch's legs in their order; empty if there is no such batch. */
    public List<EscrowedIntent> intents(BatchId id) {
        Batch batch = batches.get(id);
        return batch == null ? List.of() : List.copyOf(batch.intents());
    }

    /** Wei of TKI that wait for the creator's next payout: 0 … 99. */
    public Wei remainder(Address creator) {
        return remainders.getOrDefault(creator, Wei.ZERO);
    }

    /** Wei of TK that a creator would be paid if everything were settled that is approved now. */
    public Wei nextPayout(Address creator) {
        Wei claps = approved(Token.TKI, creator);
        return ClapPayout.of(claps, remainder(creator)).paid().plus(approved(Token.TK, creator));
    }

    private Wei approved(Token token, Address creator) {
        return batches.values().stream()
                .filter(batch -> batch.data().token() == token)
                .flatMap(batch -> batch.intents().stream())
                .filter(intent -> intent.state() == LegState.APPROVED)
                .filter(intent -> intent.creator().equals(creator))
                .map(EscrowedIntent::amount)
                .reduce(Wei.ZERO, Wei::plus);
    }

    // ---- submission ----

    /**
     * @return for each leg, why it was not taken
     */
    public List<SkipReason> submit(BatchId id, Token token, List<Draw> draws, long second) {
        RuleBroken.unless(!tokens.isPaused(), Rule.PAUSED);
        RuleBroken.unless(draws.stream().anyMatch(draw -> !draw.legs().isEmpty()), Rule.EMPTY_BATCH);
        RuleBroken.unless(!batches.containsKey(id), Rule.BATCH_EXISTS);
        List<SkipReason> reasons = submitLegs.submit(token, draws, second);
        List<Leg> legs = new ArrayList<>();
        List<Address> owners = new ArrayList<>();
        List<EscrowedIntent> intents = new ArrayList<>();
        for (Draw draw : draws) {
            for (Leg leg : draw.legs()) {
                boolean skipped = reasons.get(legs.size()) != SkipReason.NONE;
                intents.add(new EscrowedIntent(draw.owner(), leg, skipped));
                legs.add(leg);
                owners.add(draw.owner());
            }
        }
        batches.put(id, new Batch(new BatchData(token, second, legs, owners), intents));
        return reasons;
    }

    // ---- review ----

    /** Legs that are not open any more are passed over. */
    public void approve(Map<BatchId, BitSet> approvals) {
        RuleBroken.unless(!tokens.isPaused(), Rule.PAUSED);
        approvals.keySet().forEach(this::existing);
        approvals.forEach((id, legs) -> chosen(existing(id), legs, intent -> intent.state() == LegState.OPEN)
                .forEach(intent -> intent.become(LegState.APPROVED)));
    }

    /** By compliance: open and approved legs go back to their owners. */
    public void reject(BatchId id, BatchData data, BitSet legs, long second) {
        RuleBroken.unless(!tokens.isPaused(), Rule.PAUSED);
        List<EscrowedIntent> released = releasable(id, data, legs, EscrowedIntent::isInEscrow);
        release(data.token(), released, second);
    }

    /**
     * By an owner, or by the relayer for owners: open legs go back. Works while paused.
     *
     * @param owner the caller, if it is not the relayer
     */
    public void cancel(Optional<Address> owner, BatchId id, BatchData data, BitSet legs, long second) {
        List<EscrowedIntent> released = releasable(id, data, legs, intent -> intent.state() == LegState.OPEN);
        boolean allowed = owner.isEmpty()
                || released.stream().allMatch(intent -> intent.owner().equals(owner.get()));
        RuleBroken.unless(allowed, Rule.NOT_LEG_OWNER);
        release(data.token(), released, second);
    }

    private List<EscrowedIntent> releasable(
            BatchId id, BatchData data, BitSet legs, Predicate<EscrowedIntent> releasable) {
        Batch batch = existing(id);
        RuleBroken.unless(batch.data().equals(data), Rule.BATCH_MISMATCH);
        List<EscrowedIntent> released = chosen(batch, legs, releasable);
        RuleBroken.unless(!released.isEmpty(), Rule.NOTHING_TO_RELEASE);
        return released;
    }

    private void release(Token token, List<EscrowedIntent> intents, long second) {
        for (EscrowedIntent intent : intents) {
            intent.become(LegState.RELEASED);
            tokens.backFromEscrow(token, intent.owner(), intent.amount(), second);
        }
    }

    // ---- settlement ----

    /**
     * Pays the approved legs of batches of an epoch that has ended.
     *
     * @return of each batch with something to pay
     */
    public List<BatchPayout> settle(long epoch, Map<BatchId, BatchData> presented, long second) {
        RuleBroken.unless(!tokens.isPaused(), Rule.PAUSED);
        RuleBroken.unless(epoch < epochOf(second), Rule.EPOCH_NOT_ENDED);
        presented.forEach((id, data) -> {
            RuleBroken.unless(existing(id).data().equals(data), Rule.BATCH_MISMATCH);
            RuleBroken.unless(epochOf(data.submittedAt()) == epoch, Rule.WRONG_EPOCH);
        });
        List<BatchPayout> payouts = new ArrayList<>();
        for (BatchId id : presented.keySet()) {
            Batch batch = existing(id);
            List<EscrowedIntent> due = batch.intents().stream()
                    .filter(intent -> intent.state() == LegState.APPROVED)
                    .toList();
            if (!due.isEmpty()) {
                payouts.add(pay(id, batch.data().token(), due, second));
            }
        }
        return payouts;
    }

    private BatchPayout pay(BatchId id, Token token, List<EscrowedIntent> due, long second) {
        Map<Address, Wei> sums = new LinkedHashMap<>();
        due.forEach(intent -> sums.merge(intent.creator(), intent.amount(), Wei::plus));
        if (token == Token.TKI && mostNewTk(sums).exceeds(tokens.mintable())) {
            return new BatchPayout(id, true, List.of());
        }
        due.forEach(intent -> intent.become(LegState.SETTLED));
        List<BatchPayout.Paid> paid = new ArrayList<>();
        sums.forEach((creator, sum) ->
                paid.add(token == Token.TKI ? payClaps(creator, sum, second) : payGifts(creator, sum, second)));
        return new BatchPayout(id, false, paid);
    }

    /** A remainder may add one wei for each creator. */
    private static Wei mostNewTk(Map<Address, Wei> claps) {
        Wei all = claps.values().stream().reduce(Wei.ZERO, Wei::plus);
        return all.dividedBy(ClapPayout.TKI_PER_TK).plus(Wei.of(claps.size()));
    }

    private BatchPayout.Paid payClaps(Address creator, Wei claps, long second) {
        ClapPayout payout = ClapPayout.of(claps, remainder(creator));
        remainders.put(creator, payout.remainder());
        tokens.payClaps(creator, claps, payout.paid(), second);
        return new BatchPayout.Paid(creator, claps, Wei.ZERO, payout.paid());
    }

    private BatchPayout.Paid payGifts(Address creator, Wei gifts, long second) {
        tokens.payGifts(creator, gifts, second);
        return new BatchPayout.Paid(creator, Wei.ZERO, gifts, gifts);
    }

    private Batch existing(BatchId id) {
        Batch batch = batches.get(id);
        if (batch == null) {
            throw new RuleBroken(Rule.UNKNOWN_BATCH);
        }
        return batch;
    }

    private static List<EscrowedIntent> chosen(Batch batch, BitSet legs, Predicate<EscrowedIntent> which) {
        return legs.stream()
                .filter(leg -> leg < batch.intents().size())
                .mapToObj(batch.intents()::get)
                .filter(which)
                .toList();
    }
}
