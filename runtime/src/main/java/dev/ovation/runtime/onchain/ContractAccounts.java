package dev.ovation.runtime.onchain;

import dev.ovation.chain.Bytes;
import dev.ovation.chain.abi.AbiValues;
import dev.ovation.core.ledger.AccountSnapshot;
import dev.ovation.core.ledger.ChainAccounts;
import dev.ovation.core.ledger.InterestIndex;
import dev.ovation.core.ledger.Standing;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.runtime.deploy.Deployment;
import dev.ovation.runtime.onchain.contracts.TkContract;
import dev.ovation.runtime.onchain.contracts.ValidatorContract;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads accounts from the token ledger and the validator, all at one block, in one batch of calls. */
final class ContractAccounts implements ChainAccounts {

    private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);

    private final ContractReads reads;
    private final RecentHead recentHead;
    private final Deployment deployment;

    ContractAccounts(ContractReads reads, RecentHead recentHead, Deployment deployment) {
        this.reads = reads;
        this.recentHead = recentHead;
        this.deployment = deployment;
    }

    @Override
    public Map<Address, AccountSnapshot> read(Collection<Address> accounts) {
        List<Address> distinct = List.copyOf(new LinkedHashSet<>(accounts));
        if (distinct.isEmpty()) {
            return Map.of();
        }
        List<ContractCall> calls = new ArrayList<>(3 * distinct.size());
        for (Address account : distinct) {
            calls.add(new ContractCall(deployment.tk(), TkContract.ACCOUNT_OF.encode(account)));
            calls.add(new ContractCall(deployment.validator(), ValidatorContract.GENERATION_OF.encode(account)));
            calls.add(new ContractCall(deployment.validator(), ValidatorContract.NEXT_NONCE.encode(account)));
        }
        long block = recentHead.newest().number();
        List<Bytes> results = reads.callAll(calls, block);
        Map<Address, AccountSnapshot> snapshots = new LinkedHashMap<>();
        for (int i = 0; i < distinct.size(); i++) {
            AbiValues ledger = (AbiValues)
                    TkContract.ACCOUNT_OF.decodeResult(results.get(3 * i)).get(0);
            BigInteger generation = (BigInteger) ValidatorContract.GENERATION_OF
                    .decodeResult(results.get(3 * i + 1))
                    .get(0);
            BigInteger nextNonce = (BigInteger) ValidatorContract.NEXT_NONCE
                    .decodeResult(results.get(3 * i + 2))
                    .get(0);
            snapshots.put(distinct.get(i), snapshot(ledger, generation, nextNonce, block));
        }
        return snapshots;
    }

    private static AccountSnapshot snapshot(AbiValues ledger, BigInteger generation, BigInteger nextNonce, long block) {
        return new AccountSnapshot(
                ledger.wei("balance"),
                ledger.longValue("index"),
                ledger.integer("earned"),
                ledger.wei("spent"),
                generation.min(MAX_LONG).longValueExact(),
                nextNonce.min(MAX_LONG).longValueExact(),
                block);
    }

    @Override
    public Optional<Standing> standing(Address owner, Bytes32 authorization) {
        long block = recentHead.newest().number();
        ContractCall call =
                new ContractCall(deployment.validator(), ValidatorContract.STANDING.encode(owner, authorization));
        AbiValues held = ValidatorContract.STANDING.decodeResult(
                reads.callAll(List.of(call), block).getFirst());
        return held.bool("registered")
                ? Optional.of(new Standing(held.bool("revoked"), held.wei("remaining"), block))
                : Optional.empty();
    }

    @Override
    public InterestIndex index() {
        BlockTime head = recentHead.newest();
        List<Bytes> results = reads.callAll(
                List.of(
                        new ContractCall(deployment.tk(), TkContract.CURRENT_INDEX.encode()),
                        new ContractCall(deployment.tk(), TkContract.RATE_BPS.encode())),
                head.number());
        BigInteger index = (BigInteger)
                TkContract.CURRENT_INDEX.decodeResult(results.get(0)).get(0);
        BigInteger rate =
                (BigInteger) TkContract.RATE_BPS.decodeResult(results.get(1)).get(0);
        return new InterestIndex(index.longValueExact(), head.timestamp(), rate.intValueExact());
    }

    @Override
    public long now() {
        return recentHead.get().timestamp();
    }
}
