package dev.ovation.chain.rpc;

import dev.ovation.chain.Bytes;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The calls of an execution node that the house uses, to be sent alone or in a batch. */
public final class EvmCalls {

    static final String LOGS = "eth_getLogs";

    private EvmCalls() {}

    public static RpcCall<Long> chainId() {
        return new RpcCall<>(RpcRequest.of("eth_chainId"), EvmJson::number);
    }

    public static RpcCall<Long> blockNumber() {
        return new RpcCall<>(RpcRequest.of("eth_blockNumber"), EvmJson::number);
    }

    /** The header of a block; empty if the node has none such. */
    public static RpcCall<Optional<Block>> block(BlockRef block) {
        return new RpcCall<>(
                RpcRequest.of("eth_getBlockByNumber", block.text(), false),
                json -> EvmJson.optional(json, EvmJson::block));
    }

    public static RpcCall<Optional<Block>> blockByHash(Bytes32 hash) {
        return new RpcCall<>(
                RpcRequest.of("eth_getBlockByHash", hash.toString(), false),
                json -> EvmJson.optional(json, EvmJson::block));
    }

    /** All transactions of a block, in order; empty if the node has no such block. */
    public static RpcCall<List<TransactionInfo>> transactionsOf(long blockNumber) {
        return new RpcCall<>(
                RpcRequest.of(
                        "eth_getBlockByNumber", BlockRef.number(blockNumber).text(), true),
                json -> {
                    List<TransactionInfo> transactions = new ArrayList<>();
                    json.path("transactions").forEach(entry -> transactions.add(EvmJson.transaction(entry)));
                    return transactions;
                });
    }

    /** The number of transactions that an account has sent, which is its next nonce. */
    public static RpcCall<Long> nonce(Address account, BlockRef block) {
        return new RpcCall<>(
                RpcRequest.of("eth_getTransactionCount", account.toString(), block.text()), EvmJson::number);
    }

    /** The native balance, which pays for gas. */
    public static RpcCall<Wei> balance(Address account, BlockRef block) {
        return new RpcCall<>(RpcRequest.of("eth_getBalance", account.toString(), block.text()), EvmJson::wei);
    }

    public static RpcCall<Bytes> code(Address account, BlockRef block) {
        return new RpcCall<>(RpcRequest.of("eth_getCode", account.toString(), block.text()), EvmJson::bytes);
    }

    public static RpcCall<Optional<Receipt>> receipt(Bytes32 transaction) {
        return new RpcCall<>(
                RpcRequest.of("eth_getTransactionReceipt", transaction.toString()),
                json -> EvmJson.optional(json, EvmJson::receipt));
    }

    public static RpcCall<Optional<TransactionInfo>> transaction(Bytes32 hash) {
        return new RpcCall<>(
                RpcRequest.of("eth_getTransactionByHash", hash.toString()),
                json -> EvmJson.optional(json, EvmJson::transaction));
    }

    /** Executes without a transaction; a revert is {@link RpcFailure.Rejected} with its data. */
    public static RpcCall<Bytes> call(CallRequest request, BlockRef block) {
        return new RpcCall<>(RpcRequest.of("eth_call", request.json(), block.text()), EvmJson::bytes);
    }

    public static RpcCall<Long> estimateGas(CallRequest request) {
        return new RpcCall<>(RpcRequest.of("eth_estimateGas", request.json()), EvmJson::number);
    }

    /** The hash under which the node took the transaction. Never repeated on its own when the answer gets lost. */
    public static RpcCall<Bytes32> sendRawTransaction(Bytes raw) {
        return new RpcCall<>(RpcRequest.once("eth_sendRawTransaction", raw.toString()), EvmJson::word);
    }

    /** The logs of a range of blocks, both ends included, as they are on the node's chain at the moment. */
    public static RpcCall<List<Log>> logs(LogFilter filter, long from, long to) {
        return new RpcCall<>(RpcRequest.of(LOGS, filter.json(from, to)), EvmJson::logs);
    }

    /** The logs of exactly this block, whatever its number stands for by now. */
    public static RpcCall<List<Log>> logsOf(LogFilter filter, Bytes32 blockHash) {
        return new RpcCall<>(RpcRequest.of(LOGS, filter.json(blockHash)), EvmJson::logs);
    }

    /**
     * @param percentile of the priority fees in each block, 0 … 100
     */
    public static RpcCall<FeeHistory> feeHistory(int blocks, int percentile) {
        return new RpcCall<>(
                RpcRequest.of("eth_feeHistory", "0x" + Integer.toHexString(blocks), "latest", List.of(percentile)),
                EvmJson::feeHistory);
    }
}
