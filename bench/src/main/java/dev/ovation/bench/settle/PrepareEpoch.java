package dev.ovation.bench.settle;

import dev.ovation.bench.stack.Endowment;
import dev.ovation.bench.stack.Stack;
import dev.ovation.bench.stack.Wallet;
import dev.ovation.chain.crypto.Secp256k1;
import dev.ovation.core.account.AccountId;
import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.delegation.SignedAuthorization;
import dev.ovation.core.intent.Batch;
import dev.ovation.core.intent.BatchChannel;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.intent.ChainPlace;
import dev.ovation.core.intent.Funding;
import dev.ovation.core.intent.Intent;
import dev.ovation.core.intent.IntentId;
import dev.ovation.core.intent.IntentKind;
import dev.ovation.core.intent.IntentState;
import dev.ovation.core.ledger.Receipt;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.screening.Verdict;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import dev.ovation.runtime.onchain.TypedData;
import dev.ovation.runtime.settings.Environment;
import dev.ovation.runtime.wiring.House;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Brings an epoch to its end: tokens minted, interest accrued, every clap submitted and approved on the chain and
 * written down as the servers would have written it. Through the product's ports, in bulk, with no HTTP.
 */
final class PrepareEpoch {

    private static final Wei TK_OF_EACH_FAN = Wei.ofTokens(1_000);
    private static final Duration INTEREST = Duration.ofDays(30);
    private static final Duration EPOCH = Duration.ofDays(7);
    private static final long VALID_UNTIL = 4_102_444_800L;
    private static final int APPROVED_AT_ONCE = 25;
    private static final int SUBMITTED_AT_ONCE = 8;

    private final Stack stack;
    private final Epoch epoch;
    private final int legsOfABatch;
    private final List<SignedAuthorization> authorizations;

    PrepareEpoch(Stack stack, Epoch epoch, int legsOfABatch) {
        this.stack = stack;
        this.epoch = epoch;
        this.legsOfABatch = legsOfABatch;
        TypedData typedData = new TypedData(stack.deployment());
        this.authorizations = epoch.fans().parallelStream()
                .map(fan -> standing(typedData, fan))
                .toList();
    }

    void prepare() throws Exception {
        Endowment endowment = new Endowment(stack);
        endowment.registerCreators(epoch.creators());
        endowment.endow(epoch.fans(), TK_OF_EACH_FAN, INTEREST);
        endowment.registerStanding(authorizations);
        System.out.println("  fans endowed, standing authorizations registered");
        try (House house = House.open(new Environment(stack.settings()), House.Roles.JOBS)) {
            house.repositories().mongo().prepare();
            List<Submitted> submitted = submitAll(house.onchain().batches());
            System.out.println("  submitted in " + submitted.size() + " batches");
            for (int start = 0; start < submitted.size(); start += APPROVED_AT_ONCE) {
                approve(house, submitted.subList(start, Math.min(submitted.size(), start + APPROVED_AT_ONCE)));
            }
        }
        System.out.println("  approved and written down");
        stack.passTime(EPOCH);
    }

    private record Submitted(BatchId id, List<Intent> legs, Receipt receipt) {}

    private List<Submitted> submitAll(BatchChannel channel) throws Exception {
        List<Callable<Submitted>> calls = new ArrayList<>();
        for (int start = 0; start < epoch.intents(); start += legsOfABatch) {
            int from = start;
            calls.add(() -> submit(channel, from, Math.min(epoch.intents(), from + legsOfABatch)));
        }
        List<Submitted> submitted = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(SUBMITTED_AT_ONCE)) {
            for (Future<Submitted> each : threads.invokeAll(calls)) {
                submitted.add(each.get());
            }
        }
        return submitted;
    }

    private Submitted submit(BatchChannel channel, int from, int to) {
        // Batches are found again in the order of their ids, as the servers' time-ordered ones are.
        BatchId id = new BatchId(new UUID(from + 1L, 0x8000000000000000L));
        List<Intent> legs = new ArrayList<>();
        for (int intent = from; intent < to; intent++) {
            legs.add(intent(intent, new ChainPlace(id, intent - from)));
        }
        BatchChannel.Submission submission = channel.submit(id, Token.TKI, legs);
        if (!submission.skipped().isEmpty()) {
            throw new IllegalStateException("the contract skipped claps: " + submission.skipped());
        }
        return new Submitted(id, legs, submission.receipt());
    }

    private void approve(House house, List<Submitted> batches) {
        Map<BatchId, BitSet> all = new LinkedHashMap<>();
        for (Submitted batch : batches) {
            BitSet legs = new BitSet();
            legs.set(0, batch.legs().size());
            all.put(batch.id(), legs);
        }
        Receipt approval = house.onchain().batches().approve(all);
        for (Submitted batch : batches) {
            house.repositories()
                    .intents()
                    .insertAll(batch.legs().stream()
                            .map(intent -> approved(intent, batch.receipt(), approval))
                            .toList());
            house.repositories()
                    .batches()
                    .insert(new Batch(
                            batch.id(),
                            Token.TKI,
                            batch.legs().stream().map(Intent::id).toList(),
                            Batch.State.SUBMITTED,
                            Optional.of(batch.receipt().transaction()),
                            batch.receipt().timestamp(),
                            Instant.now()));
        }
    }

    private SignedAuthorization standing(TypedData typedData, Wallet fan) {
        Authorization terms = new Authorization(
                fan.address(),
                Token.TKI,
                Address.ZERO,
                Authorization.MAX_CAP,
                Epoch.CLAP,
                0,
                VALID_UNTIL,
                Authorization.standingSalt(0, 1));
        byte[] signature = Secp256k1.best()
                .sign(typedData.authorizationDigest(terms), fan.key())
                .bytes();
        return new SignedAuthorization(terms, typedData.hashOf(terms), signature);
    }

    private Intent intent(int number, ChainPlace place) {
        Address fan = epoch.fans().get(epoch.fanOf(number)).address();
        Instant now = Instant.now();
        return new Intent(
                new IntentId(new UUID(number + 1L, 0x8000000000000000L)),
                IntentKind.CLAP,
                new AccountId(UUID.nameUUIDFromBytes(fan.toString().getBytes(StandardCharsets.US_ASCII))),
                fan,
                epoch.creatorOf(number).address(),
                Epoch.CLAP,
                Optional.empty(),
                new Funding(authorizations.get(epoch.fanOf(number)), true),
                IntentState.PENDING,
                Optional.of(place),
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                now,
                now);
    }

    private static Intent approved(Intent intent, Receipt submission, Receipt approval) {
        return new Intent(
                intent.id(),
                intent.kind(),
                intent.fanId(),
                intent.fan(),
                intent.creator(),
                intent.amount(),
                intent.contentRef(),
                intent.funding(),
                IntentState.APPROVED,
                intent.place(),
                Optional.of(Verdict.CLEAR),
                "",
                Optional.of(submission.transaction()),
                Optional.of(approval.transaction()),
                Optional.empty(),
                intent.createdAt(),
                intent.updatedAt());
    }
}
