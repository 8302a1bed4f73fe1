package dev.ovation.acceptance.simulation;

import dev.ovation.chain.Bytes;
import dev.ovation.chain.abi.AbiFunction;
import dev.ovation.chain.abi.AbiValues;
import dev.ovation.chain.crypto.Keccak256;
import dev.ovation.chain.rpc.Block;
import dev.ovation.chain.rpc.BlockRef;
import dev.ovation.chain.rpc.CallRequest;
import dev.ovation.chain.rpc.EvmCalls;
import dev.ovation.chain.rpc.Log;
import dev.ovation.chain.rpc.LogFilter;
import dev.ovation.chain.signer.Signer;
import dev.ovation.chain.testing.AnvilNode;
import dev.ovation.chain.tx.Fees;
import dev.ovation.chain.tx.SignedTransaction;
import dev.ovation.chain.tx.Transaction;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import dev.ovation.runtime.deploy.Deployment;
import dev.ovation.runtime.onchain.contracts.ControllerContract;
import dev.ovation.runtime.onchain.contracts.TkContract;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What the chain says, asked straight at the node: no server and no cache lies between. */
public final class ChainTruth {

    private static final AbiFunction BALANCE_OF = AbiFunction.of("balanceOf(address account)", "uint256");
    private static final AbiFunction TOTAL_SUPPLY = AbiFunction.of("totalSupply()", "uint256");
    private static final AbiFunction TRANSFER = AbiFunction.of("transfer(address to,uint256 amount)", "bool");

    private static final AbiFunction UNREGISTER = AbiFunction.of("unregisterCreator(address creator)", "");

    /** A leg's state in the contract. */
    public enum LegState {
        NONE,
        OPEN,
        APPROVED,
        RELEASED,
        SETTLED
    }

    private final AnvilNode node;
    private final Deployment deployment;

    public ChainTruth(AnvilNode node, Deployment deployment) {
        this.node = node;
        this.deployment = deployment;
    }

    public Wei tk(Address account) {
        return new Wei((BigInteger) BALANCE_OF
                .decodeResult(call(deployment.tk(), BALANCE_OF.encode(account)))
                .get(0));
    }

    public Wei tkInEscrow() {
        return tk(deployment.controller());
    }

    public Wei tkSupply() {
        return new Wei((BigInteger) TOTAL_SUPPLY
                .decodeResult(call(deployment.tk(), TOTAL_SUPPLY.encode()))
                .get(0));
    }

    /** TKI that left the account for claps and was not released again. */
    public Wei tkiSpent(Address account) {
        AbiValues ledger = (AbiValues) TkContract.ACCOUNT_OF
                .decodeResult(call(deployment.tk(), TkContract.ACCOUNT_OF.encode(account)))
                .get(0);
        return ledger.wei("spent");
    }

    public boolean isCreator(Address account) {
        Bytes known = call(deployment.controller(), ControllerContract.IS_CREATOR.encode(account));
        return new BigInteger(1, known.toArray()).signum() != 0;
    }

    /**
     * @param intent the contract's id of it: {@code batch << 16 | leg}
     */
    public LegState leg(String intent) {
        BigInteger id = new BigInteger(intent.substring(2), 16);
        Bytes result = call(
                deployment.controller(),
                ControllerContract.LEG_STATE.encode(
                        id.shiftRight(16), id.and(BigInteger.valueOf(0xffff)).intValue()));
        return LegState.values()[new BigInteger(1, result.toArray()).intValueExact()];
    }

    /** How many of the account's transactions are in blocks. */
    long nonce(Address account) {
        return node.client().call(EvmCalls.nonce(account, BlockRef.LATEST));
    }

    private Bytes call(Address contract, Bytes data) {
        return node.client().call(EvmCalls.call(CallRequest.to(contract, data), BlockRef.LATEST));
    }

    /** All logs of an event of the controller. */
    public List<AbiValues> events(dev.ovation.chain.abi.AbiEvent event) {
        return logs(deployment.controller()).stream()
                .filter(log -> event.matches(log.topics()))
                .map(log -> event.decode(log.topics(), log.data()))
                .toList();
    }

    /** Every transfer of TK that the chain knows now. */
    public List<AbiValues> transfers() {
        return logs(deployment.tk()).stream()
                .filter(log -> TkContract.TRANSFER.matches(log.topics()))
                .map(log -> TkContract.TRANSFER.decode(log.topics(), log.data()))
                .toList();
    }

    private List<Log> logs(Address contract) {
        return node.client()
                .call(EvmCalls.logs(
                        new LogFilter(List.of(contract), List.of()), deployment.block(), node.blockNumber()));
    }

    /** The contract pays a creator no more whom the servers know well. */
    public void unregister(Address creator, Signer admin, Signer compliance) {
        Bytes32 role = Keccak256.hash("COMPLIANCE_ROLE".getBytes(StandardCharsets.UTF_8));
        send(admin, deployment.controller(), ControllerContract.GRANT_ROLE.encode(role, compliance.address()));
        send(compliance, deployment.controller(), UNREGISTER.encode(creator));
        Until.holds("the contract knows the creator no more", () -> !isCreator(creator));
    }

    public long now() {
        return node.client()
                .call(EvmCalls.block(BlockRef.LATEST))
                .map(Block::timestamp)
                .orElseThrow();
    }

    /** A transfer that a wallet makes by itself; answers its transaction. */
    Bytes32 transfer(Signer from, Address to, Wei amount) {
        node.setBalance(from.address(), Wei.ofTokens(1));
        return send(from, deployment.tk(), TRANSFER.encode(to, amount));
    }

    private Bytes32 send(Signer from, Address to, Bytes data) {
        long nonce = node.client().call(EvmCalls.nonce(from.address(), BlockRef.PENDING));
        Wei baseFee = node.client()
                .call(EvmCalls.block(BlockRef.LATEST))
                .orElseThrow()
                .baseFeePerGas();
        Transaction transaction = new Transaction(
                deployment.chainId(),
                nonce,
                new Fees(baseFee.times(2).plus(Wei.of(2_000_000_000)), Wei.of(1_000_000_000)),
                200_000,
                Optional.of(to),
                Wei.ZERO,
                data);
        SignedTransaction signed = SignedTransaction.of(transaction, from.sign(transaction.preimage()));
        return node.client().call(EvmCalls.sendRawTransaction(signed.raw()));
    }
}
