// What a clap, a gift and a transfer cost, in real transactions on Anvil: submit + approve + settle with payout, per
// leg. Distinct fans, ten claps per creator, one batch a transaction. Run: node bench/gas.mjs (after forge build).
import {concatHex, hashStruct, keccak256, pad, parseSignature, toHex, zeroHash} from "viem";
import {accountAt, startChain} from "./chain.mjs";

const REFERENCE = {submit: 501_000, approve: 8_000, settle: 103_000, total: 612_650};
// Calldata 2.3k, ecrecover 3.1k, one cold balance slot 5.0k, Transfer event 1.8k: no submission can be below it.
const FLOOR = 12_200;
const CLAP = 12_500_000_000_000_000_000n;
const DAY = 86_400;
const ZERO = "0x0000000000000000000000000000000000000000";
const TYPES = {
    Authorization: [
        {name: "owner", type: "address"},
        {name: "token", type: "address"},
        {name: "creator", type: "address"},
        {name: "cap", type: "uint256"},
        {name: "capPerIntent", type: "uint256"},
        {name: "validAfter", type: "uint64"},
        {name: "validUntil", type: "uint64"},
        {name: "salt", type: "uint256"},
    ],
};

const chain = await startChain();
try {
    await run();
} finally {
    chain.stop();
}

async function run() {
    const creators = Array.from({length: 40}, (_, i) => accountAt(0xc0000 + i).address);
    await chain.call("RevenueController", "registerCreators", [creators]);
    let batchId = 0n;
    let payment = 0n;
    let nextFan = 0xfa0000;
    const domain = {name: "Ovation", version: "1", chainId: chain.chainId, verifyingContract: chain.validator};
    const validUntil = (await chain.now()) + BigInt(4000 * DAY);

    const leg = (creator, amount = CLAP) => (BigInt(creator) << 96n) | amount;
    const mint = (to) =>
        chain.call("RevenueController", "mintTK", [to, 100n * 10n ** 18n, pad(toHex(++payment), {size: 32})], 1_000_000n);

    async function newFans(count) {
        const fans = Array.from({length: count}, () => accountAt(nextFan++));
        for (const fan of fans) await mint(fan.address);
        await chain.wait(30 * DAY);
        return fans;
    }

    const sign = (fan, message) => fan.signTypedData({domain, types: TYPES, primaryType: "Authorization", message});

    async function signedDraw(fan, token, creator, legs, nonce) {
        const cap = CLAP * BigInt(legs.length);
        const a = {owner: fan.address, creator, cap, capPerIntent: CLAP, validAfter: 0n, validUntil, salt: BigInt(nonce)};
        const signature = await sign(fan, {...a, token});
        return {...a, standing: zeroHash, signature, legs};
    }

    // Submits, approves and settles `data`; gas per leg of each step.
    async function live(functionName, args, token, legs, owners) {
        const id = ++batchId << 64n;
        const submitted = await chain.call("RevenueController", functionName, [id, token, ...args]);
        const submittedAt = Number(await chain.now());
        const skipped = submitted.logs.filter((l) => l.topics.length === 2 && l.data.length === 2 + 128).length;
        if (skipped) throw new Error(`${skipped} legs were skipped: ${submitted.logs.at(0).data} ${submitted.logs.length}`);
        const bitmap = Array.from({length: Math.ceil(legs.length / 256)}, (_, w) => {
            const bits = BigInt(Math.min(256, legs.length - 256 * w));
            return (1n << bits) - 1n;
        });
        const approved = await chain.call("RevenueController", "approve", [[{batchId: id, bitmap}]]);
        const epoch = await chain.read("RevenueController", "epochOf", [BigInt(submittedAt)]);
        await chain.wait(7 * DAY);
        const ownersHash = keccak256(concatHex(owners.map((owner) => pad(owner, {size: 32}))));
        const settled = await chain.call("RevenueController", "settleEpoch", [
            epoch,
            [{batchId: id, token, submittedAt, ownersHash, legs}],
        ]);
        const last = BigInt(legs.length - 1);
        if ((await chain.read("RevenueController", "legState", [id, last])) !== 4) throw new Error("not settled");
        const per = (receipt) => Number(receipt.gasUsed) / legs.length;
        return {submit: per(submitted), approve: per(approved), settle: per(settled)};
    }

    async function singles(fans, token, nonce) {
        const n = fans.length;
        const legs = fans.map((_, i) => leg(creators[Math.floor(i / 10)]));
        const draws = await Promise.all(
            fans.map((fan, i) => signedDraw(fan, token, creators[Math.floor(i / 10)], [legs[i]], nonce)),
        );
        return live("submit", [draws], token, legs, fans.map((fan) => fan.address));
    }

    // The same claps in the narrow form for signatures that allow exactly one leg.
    async function signed(fans, token, nonce) {
        const n = fans.length;
        const legs = fans.map((_, i) => leg(creators[Math.floor(i / 10)]));
        const rows = await Promise.all(
            fans.map(async (fan, i) => {
                const draw = await signedDraw(fan, token, creators[Math.floor(i / 10)], [legs[i]], nonce);
                const {r, s, v} = parseSignature(draw.signature);
                const terms = (v << 208n) | (draw.validUntil << 144n) | (draw.validAfter << 80n) | draw.salt;
                return {owner: fan.address, leg: legs[i], terms, r, s};
            }),
        );
        return live("submitSigned", [rows], token, legs, fans.map((fan) => fan.address));
    }

    async function standing(fans) {
        const hashes = [];
        for (const fan of fans) {
            const message = {
                owner: fan.address,
                token: chain.tki,
                creator: ZERO,
                cap: 4n * CLAP,
                capPerIntent: CLAP,
                validAfter: 0n,
                validUntil,
                salt: (1n << 255n) | BigInt(fan.address) % (1n << 64n),
            };
            hashes.push(hashStruct({data: message, types: TYPES, primaryType: "Authorization"}));
            await chain.call("DelegationValidator", "register", [message, await sign(fan, message)], 1_000_000n);
        }
        const owners = fans.map((fan) => fan.address);
        const legs = fans.map((_, i) => leg(creators[Math.floor(i / 10)]));
        const payers = owners.map((owner, i) => leg(owner, BigInt(hashes[i]) % (1n << 96n)));
        const flat = await live("submitStanding", [payers, legs], chain.tki, legs, owners);
        const draws = fans.map((fan, i) => ({
            owner: fan.address,
            creator: ZERO,
            cap: 0n,
            capPerIntent: 0n,
            validAfter: 0n,
            validUntil: 0n,
            salt: 0n,
            standing: hashes[i],
            signature: "0x",
            legs: [legs[i]],
        }));
        const nested = await live("submit", [draws], chain.tki, legs, owners);
        return {flat, nested};
    }

    async function bundles(n) {
        const fans = await newFans(n / 10);
        const legsOf = (i) => Array.from({length: 10}, (_, j) => leg(creators[(Math.floor(i / 10) * 10 + j) % (n / 10)]));
        const draws = await Promise.all(fans.map((fan, i) => signedDraw(fan, chain.tki, ZERO, legsOf(i), 0)));
        const legs = draws.flatMap((draw) => draw.legs);
        const owners = fans.flatMap((fan) => Array(10).fill(fan.address));
        return live("submit", [draws], chain.tki, legs, owners);
    }

    // Creators have been paid before: a first payout's new storage is not a clap's cost.
    const warmUp = await newFans(400);
    await singles(warmUp, chain.tk, 0);

    const rows = [];
    for (const n of [100, 400]) {
        const fans = await newFans(n);
        rows.push(["clap, a signature each (submitSigned)", n, await signed(fans, chain.tki, 0), "single"]);
        rows.push(["the same, with the fan's balance known from the last one", n, await signed(fans, chain.tki, 1)]);
        rows.push(["clap, a signature each (submit)", n, await singles(await newFans(n), chain.tki, 0)]);
        const {flat, nested} = await standing(await newFans(n));
        rows.push(["clap under a standing cap (submitStanding)", n, flat, "standing"]);
        rows.push(["clap under a standing cap (submit)", n, nested]);
        rows.push(["clap in a bundle of ten", n, await bundles(n), "bundle10"]);
        rows.push(["gift, a signature each (submitSigned)", n, await signed(await newFans(n), chain.tk, 0), "gift"]);
        rows.push(["gift, a signature each (submit)", n, await singles(await newFans(n), chain.tk, 0)]);
    }

    const [from, to] = [chain.staff.address, accountAt(nextFan++).address];
    await mint(from);
    await mint(to);
    await chain.wait(DAY);
    const transfer = Number((await chain.call("TK", "transfer", [to, 12_345_678_900_000_000_000n])).gasUsed);

    const result = {};
    const line = (cells) => console.log(`| ${cells.join(" | ")} |`);
    line(["gas per leg", "N", "submit", "approve", "settle + payout", "whole life"]);
    line(["---", "---:", "---:", "---:", "---:", "---:"]);
    for (const [name, n, {submit, approve, settle}, figure] of rows) {
        const total = Math.round(submit + approve + settle);
        if (figure) result[figure] = total;
        line([name, n, Math.round(submit), Math.round(approve), Math.round(settle), total]);
    }
    line(["floor of a submission with a signature", "", FLOOR, "", "", ""]);
    line(["reference design", 100, REFERENCE.submit, REFERENCE.approve, REFERENCE.settle, REFERENCE.total]);
    line(["TK transfer between existing accounts", "", "", "", "", transfer]);
    line(["a day's accrual, any number of holders", "", "", "", "", 0]);
    console.log(
        `RESULT gas_single=${result.single} gas_standing=${result.standing} gas_bundle10=${result.bundle10} ` +
            `gas_gift=${result.gift} tk_transfer=${transfer} reference=${REFERENCE.total}`,
    );
}
