package dev.ovation.core.economics;

import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.economics.Operation.Form;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedSet;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What a few fans and creators might do next, chosen from a seed: mostly sensible, often enough not. Knows the economy
 * that it happens to, in order to be sensible; the caller plays what it proposes.
 */
public final class RandomLife {

    private static final long DAY = 86_400;
    private static final Wei DAILY_LIMIT = Wei.ofTokens(1_000_000);

    private record Chance(int weight, Supplier<Operation> operation) {}

    private final Random random;
    private final Economy economy;
    private final Cast cast;
    private final Address controller;
    private final RandomDraws draws;
    private final RandomAmounts amounts;
    private final SequencedSet<BatchId> batches = new LinkedHashSet<>();
    private final List<Bytes32> payments = new ArrayList<>();
    private final List<Bytes32> withdrawals = new ArrayList<>();
    private final List<Chance> chances;
    private long second;
    private long ids;

    public RandomLife(Random random, Economy economy, Cast cast, Address controller, long genesis) {
        this.random = random;
        this.economy = economy;
        this.cast = cast;
        this.controller = controller;
        this.second = genesis;
        this.amounts = new RandomAmounts(random, economy);
        this.draws = new RandomDraws(random, economy, cast, amounts);
        this.chances = List.of(
                new Chance(30, this::submit),
                new Chance(12, this::approve),
                new Chance(10, this::settle),
                new Chance(10, this::mint),
                new Chance(10, this::transfer),
                new Chance(6, this::cancel),
                new Chance(5, this::reject),
                new Chance(4, this::burn),
                new Chance(2, () -> new Operation.ReturnWithdrawal(known(withdrawals))),
                new Chance(8, () -> new Operation.Register(draws.standingTerms(second), random.nextInt(8) != 0)),
                new Chance(3, this::revoke),
                new Chance(1, () -> new Operation.RevokeAll(pick(cast.fans()), random.nextBoolean())),
                new Chance(3, () -> new Operation.Accrue(List.of(pick(cast.everybody()), pick(cast.everybody())))),
                new Chance(3, () -> new Operation.SetRate(pick(List.of(0, 1, 200, 333, 1000, 1001)))),
                new Chance(1, () -> new Operation.SetBonus(bonus())),
                new Chance(1, this::setDailyMintLimit),
                new Chance(1, Operation.Pause::new),
                new Chance(1, Operation.Unpause::new),
                new Chance(1, () -> new Operation.RegisterCreators(candidates())),
                new Chance(1, () -> new Operation.UnregisterCreator(pick(cast.creators()))));
    }

    /**
     * How a life begins: creators are known and fans have money. In every fourth nearly all TK exists already that
     * may, so that there is no room for payouts until some is burned.
     */
    public List<Operation> beginning() {
        List<Operation> first = new ArrayList<>();
        first.add(new Operation.RegisterCreators(
                cast.creators().subList(0, cast.creators().size() - 1)));
        cast.fans().forEach(fan -> first.add(new Operation.Mint(fan, amounts.payment(), newId(payments))));
        if (random.nextInt(4) == 0) {
            first.add(new Operation.SetDailyMintLimit(TokenBooks.MAX_SUPPLY));
            Wei room = Wei.ofTokens(cast.fans().size() * 2_100L);
            first.add(new Operation.Mint(pick(cast.fans()), TokenBooks.MAX_SUPPLY.minus(room), newId(payments)));
        }
        return first;
    }

    /** The second of the next operation: at least one later than the last. */
    public long nextSecond() {
        long passes = switch (random.nextInt(20)) {
            case 0 -> 7 * DAY + random.nextLong(DAY);
            case 1 -> random.nextLong(30 * DAY);
            case 2, 3, 4 -> random.nextLong(2 * DAY);
            case 5, 6, 7 -> random.nextLong(3_600);
            default -> random.nextLong(3);
        };
        second += 1 + passes;
        return second;
    }

    /** What happens at the second that {@link #nextSecond} has answered last. */
    public Operation next() {
        if (economy.tokens().isPaused() && random.nextInt(3) == 0) {
            return new Operation.Unpause();
        }
        int ticket = random.nextInt(chances.stream().mapToInt(Chance::weight).sum());
        for (Chance chance : chances) {
            ticket -= chance.weight();
            if (ticket < 0) {
                return chance.operation().get();
            }
        }
        throw new AssertionError();
    }

    /** All standing authorizations that were ever thought of. */
    public SequencedSet<Authorization> standings() {
        return draws.standings();
    }

    /** All batches whose submission was tried. */
    public SequencedSet<BatchId> batches() {
        return batches;
    }

    private Operation submit() {
        Token token = random.nextInt(3) == 0 ? Token.TK : Token.TKI;
        Form form = pick(List.of(Form.values()));
        List<Draw> drawn = draws.batch(form, token, second);
        boolean empty = drawn.stream().allMatch(draw -> draw.legs().isEmpty());
        BatchId batch = random.nextInt(40) == 0 && !empty ? knownBatch() : new BatchId(new UUID(1, ++ids));
        batches.add(batch);
        return new Operation.Submit(batch, token, form, drawn);
    }

    private Operation approve() {
        Map<BatchId, BitSet> approvals = new LinkedHashMap<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            BatchId batch = knownBatch();
            approvals.put(batch, legs(batch));
        }
        return new Operation.Approve(approvals);
    }

    private Operation reject() {
        BatchId batch = knownBatch();
        return new Operation.Reject(batch, presented(batch), legs(batch));
    }

    private Operation cancel() {
        BatchId batch = knownBatch();
        BatchData data = presented(batch);
        if (random.nextBoolean() || data.owners().isEmpty()) {
            return new Operation.Cancel(Optional.empty(), batch, data, legs(batch));
        }
        Address owner = random.nextInt(5) == 0 ? pick(cast.fans()) : pick(data.owners());
        BitSet own = new BitSet();
        for (int leg = 0; leg < data.owners().size(); leg++) {
            own.set(leg, data.owners().get(leg).equals(owner) || random.nextInt(12) == 0);
        }
        return new Operation.Cancel(Optional.of(owner), batch, data, own);
    }

    /** Batches of one epoch, some of them not yet or never approved. */
    private Operation settle() {
        long epoch = economy.escrow()
                .epochOf(economy.escrow()
                        .data(knownBatch())
                        .map(BatchData::submittedAt)
                        .orElse(second));
        Map<BatchId, BatchData> settled = new LinkedHashMap<>();
        for (BatchId batch : batches) {
            boolean ofEpoch = economy.escrow()
                    .data(batch)
                    .filter(data -> economy.escrow().epochOf(data.submittedAt()) == epoch)
                    .isPresent();
            if (ofEpoch ? random.nextInt(4) != 0 : random.nextInt(200) == 0) {
                settled.put(batch, presented(batch));
            }
        }
        return new Operation.Settle(epoch, settled);
    }

    private Operation mint() {
        if (random.nextInt(25) == 0) {
            // All TK that may still exist, or nearly: then claps can't be paid out until some is burned.
            Wei left = economy.tokens().mintable().minusOrZero(Wei.of(random.nextInt(3) * 1_000_000_000L));
            return new Operation.Mint(pick(cast.fans()), left, newId(payments));
        }
        Address to = random.nextInt(30) == 0 ? pick(List.of(Address.ZERO, controller)) : pick(cast.everybody());
        Bytes32 payment = random.nextInt(12) == 0 ? known(payments) : newId(payments);
        Wei amount =
                random.nextInt(15) == 0 ? amounts.around(economy.treasury().mintableToday(second)) : amounts.payment();
        return new Operation.Mint(to, amount, payment);
    }

    private Operation burn() {
        Address from = pick(cast.everybody());
        Bytes32 withdrawal = random.nextInt(8) == 0 ? known(withdrawals) : newId(withdrawals);
        Wei amount = amounts.of(Token.TK, from, second);
        return new Operation.Burn(from, amount, withdrawal, random.nextInt(8) != 0);
    }

    private Operation transfer() {
        Token token = pick(List.of(Token.values()));
        Address from = pick(cast.everybody());
        Address to = random.nextInt(15) == 0 ? pick(List.of(Address.ZERO, controller)) : pick(cast.everybody());
        return new Operation.Transfer(token, from, to, amounts.of(token, from, second));
    }

    private Operation revoke() {
        Authorization terms = draws.knownTerms(second);
        Address stranger = pick(cast.fans());
        return switch (random.nextInt(4)) {
            case 0 -> new Operation.Revoke(Optional.empty(), terms);
            case 1 -> new Operation.Revoke(Optional.of(stranger), terms);
            default -> new Operation.Revoke(Optional.of(terms.owner()), terms);
        };
    }

    private Operation setDailyMintLimit() {
        return new Operation.SetDailyMintLimit(pick(List.of(
                Wei.ZERO, Wei.ofTokens(500), DAILY_LIMIT, DAILY_LIMIT, TokenBooks.MAX_SUPPLY, TokenBooks.MAX_SUPPLY)));
    }

    private Wei bonus() {
        return pick(List.of(
                Wei.ZERO,
                Wei.ofTokens(7),
                new Wei(BigInteger.valueOf(random.nextLong(1L << 60))),
                Treasury.MAX_BONUS,
                Treasury.MAX_BONUS.plus(Wei.of(1))));
    }

    private List<Address> candidates() {
        return random.nextInt(4) == 0
                ? List.of(pick(cast.creators()), pick(List.of(Address.ZERO, controller)))
                : List.of(pick(cast.everybody()));
    }

    /** Mostly all legs, sometimes any; some beyond the batch's end. */
    private BitSet legs(BatchId batch) {
        int count = economy.escrow().intents(batch).size();
        BitSet legs = new BitSet();
        boolean all = random.nextBoolean();
        for (int leg = 0; leg < count; leg++) {
            legs.set(leg, all || random.nextBoolean());
        }
        legs.set(count + random.nextInt(5), count < 200 && random.nextInt(10) == 0);
        return legs;
    }

    /** A batch's data, sometimes forged. */
    private BatchData presented(BatchId batch) {
        BatchData data =
                economy.escrow().data(batch).orElseGet(() -> new BatchData(Token.TK, second, List.of(), List.of()));
        if (random.nextInt(15) != 0 || data.legs().isEmpty()) {
            return data;
        }
        List<Leg> dearer = new ArrayList<>(data.legs());
        Leg first = dearer.removeFirst();
        dearer.addFirst(
                new Leg(first.creator(), first.amount().min(Wei.ofTokens(1)).plus(Wei.of(1))));
        List<Address> others = new ArrayList<>(data.owners());
        others.set(0, pick(cast.fans()));
        return switch (random.nextInt(3)) {
            case 0 -> new BatchData(data.token(), data.submittedAt(), dearer, data.owners());
            case 1 -> new BatchData(data.token(), data.submittedAt(), data.legs(), others);
            default -> new BatchData(data.token(), data.submittedAt() + 1, data.legs(), data.owners());
        };
    }

    private BatchId knownBatch() {
        if (batches.isEmpty() || random.nextInt(60) == 0) {
            return new BatchId(new UUID(0, 0));
        }
        List<BatchId> alive = batches.stream()
                .filter(batch -> economy.escrow().intents(batch).stream().anyMatch(EscrowedIntent::isInEscrow))
                .toList();
        return pick(alive.isEmpty() || random.nextInt(5) == 0 ? List.copyOf(batches) : alive);
    }

    private Bytes32 known(List<Bytes32> list) {
        return list.isEmpty() ? newId(list) : pick(list);
    }

    private Bytes32 newId(List<Bytes32> list) {
        byte[] bytes = new byte[Bytes32.LENGTH];
        random.nextBytes(bytes);
        Bytes32 id = Bytes32.of(bytes);
        list.add(id);
        return id;
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
