// Claps on their way to the chain: each in a transaction of its own, many at once, nonces counted here, raw sends in
// batches; receipts come by the block, are kept in MongoDB in bulk, and only then the fan has an answer.
import {GAS_PER_CLAP} from "./contract.mjs";

const MAX_SENDS = 250;
const POLL_MILLISECONDS = 20;
/// keccak256 of IntentSkipped(uint128,uint256,uint8): the contract refused the leg without reverting.
export const SKIPPED = "0xca24983ccf6876a42bbf00f4de640468fc6888575f0aa89990f99fb0519fcf11";

export async function startRelay({rpc, signing, intents, priorityFee = 1_000_000_000n}) {
    let nonce = Number(await rpc.call("eth_getTransactionCount", signing.relayer, "pending"));
    const head = await rpc.call("eth_getBlockByNumber", "latest", false);
    let block = BigInt(head.number);
    const maxFeePerGas = BigInt(head.baseFeePerGas) * 4n + priorityFee;
    const outbox = [];
    const waiting = new Map();
    const early = new Map();
    let sending = false;
    let closed = false;

    /// Resolves when the clap is on the chain and in the database.
    function submit(clap) {
        const done = Promise.withResolvers ? Promise.withResolvers() : withResolvers();
        outbox.push({clap, done});
        if (!sending) {
            sending = true;
            setImmediate(drain);
        }
        return done.promise;
    }

    async function drain() {
        while (outbox.length > 0) {
            const orders = outbox.splice(0, MAX_SENDS);
            const raws = [];
            for (const {clap} of orders) {
                const raw = signing.sign({
                    nonce: nonce++,
                    gas: GAS_PER_CLAP,
                    maxFeePerGas,
                    maxPriorityFeePerGas: priorityFee,
                    data: clap.callData,
                });
                raws.push(typeof raw === "string" ? raw : await raw);
            }
            try {
                const hashes = await rpc.sendAll(raws);
                hashes.forEach((hash, i) => sent(hash, orders[i]));
            } catch (error) {
                orders.forEach(({done}) => done.reject(error));
            }
        }
        sending = false;
    }

    function sent(hash, order) {
        if (hash instanceof Error) {
            order.done.reject(hash);
            return;
        }
        const receipt = early.get(hash);
        if (receipt === undefined) {
            waiting.set(hash, order);
        } else {
            // Mined before the node had answered.
            early.delete(hash);
            keep([{...order, receipt}]);
        }
    }

    async function follow() {
        while (!closed) {
            const receipts = await rpc.call("eth_getBlockReceipts", `0x${(block + 1n).toString(16)}`).catch(() => null);
            if (receipts === null) {
                await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
                continue;
            }
            block += 1n;
            const mined = [];
            for (const receipt of receipts) {
                const order = waiting.get(receipt.transactionHash);
                if (order === undefined) {
                    early.set(receipt.transactionHash, receipt);
                } else {
                    waiting.delete(receipt.transactionHash);
                    mined.push({...order, receipt});
                }
            }
            if (mined.length > 0) keep(mined);
        }
    }

    async function keep(mined) {
        try {
            const at = new Date();
            await intents.insertMany(
                mined.map(({clap, receipt}) => ({
                    _id: clap.intentId,
                    kind: "clap",
                    fan: clap.fan,
                    creator: clap.creator,
                    amount: clap.amount.toString(),
                    authorization: clap.digest,
                    state: accepted(receipt) ? "submitted" : "failed",
                    transaction: receipt.transactionHash,
                    createdAt: at,
                })),
                {ordered: false},
            );
            for (const {done, receipt} of mined) {
                done.resolve({transaction: receipt.transactionHash, accepted: accepted(receipt)});
            }
        } catch (error) {
            mined.forEach(({done}) => done.reject(error));
        }
    }

    follow();
    return {submit, close: () => (closed = true)};
}

const accepted = (receipt) => receipt.status === "0x1" && !receipt.logs.some((log) => log.topics[0] === SKIPPED);

function withResolvers() {
    let resolve;
    let reject;
    const promise = new Promise((yes, no) => {
        resolve = yes;
        reject = no;
    });
    return {promise, resolve, reject};
}
