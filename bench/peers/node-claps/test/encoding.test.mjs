// What is written by hand must be byte for byte what viem writes.
import assert from "node:assert/strict";
import {test} from "node:test";
import {keccak256, toEventSelector, toHex} from "viem";
import {privateKeyToAccount} from "viem/accounts";
import {TYPES, domainOf} from "../src/contract.mjs";
import {byHand} from "../src/by-hand.mjs";
import {SKIPPED} from "../src/relay.mjs";
import {withViem} from "../src/with-viem.mjs";

const KEY = keccak256(toHex("relayer"));
const fan = privateKeyToAccount(keccak256(toHex("fan")));
const at = (n) => `0x${n.toString(16).padStart(40, "0")}`;
const deployment = {chainId: 31337, tki: at(0xabc), controller: at(0xdef), validator: at(0x123456)};
const hand = byHand(deployment, KEY);
const viem = withViem(deployment, KEY, {native: false});
const native = withViem(deployment, KEY, {native: true});

const clap = async (n) => {
    const terms = {
        owner: fan.address,
        token: deployment.tki,
        creator: n % 2 ? at(0) : at(n + 1),
        cap: 10n ** BigInt(n),
        capPerIntent: BigInt(n) * 7n + 1n,
        validAfter: BigInt(n),
        validUntil: 2_000_000_000n,
        salt: (BigInt(n) << 64n) | BigInt(n),
    };
    const signature = await fan.signTypedData({
        domain: domainOf(deployment),
        types: TYPES,
        primaryType: "Authorization",
        message: terms,
    });
    return {terms, signature};
};

test("digests, recovered owners and call data are those of viem", async () => {
    for (let n = 0; n < 25; n++) {
        const {terms, signature} = await clap(n);
        const owner = fan.address.toLowerCase();
        const digest = hand.digest(terms);
        assert.equal(toHex(digest), viem.digest(terms));
        assert.equal(hand.recover(digest, signature), owner);
        assert.equal(await native.recover(viem.digest(terms), signature), owner);
        assert.equal(await viem.recover(viem.digest(terms), signature), owner);
        const args = [2n ** 127n + BigInt(n), terms, signature];
        assert.equal(toHex(hand.callData(...args)), viem.callData(...args));
        assert.equal(hand.batchIdHex(args[0]), viem.batchIdHex(args[0]));
    }
});

test("signed transactions are those of viem", async () => {
    assert.equal(hand.relayer, viem.relayer);
    for (let n = 0; n < 300; n++) {
        const body = {nonce: n, gas: 250_000n, maxFeePerGas: 5_000_000_000n, maxPriorityFeePerGas: BigInt(n)};
        const data = toHex(n, {size: 292});
        const signed = await viem.sign({...body, data});
        assert.equal(native.sign({...body, data}), signed);
        assert.equal(hand.sign({...body, data: Buffer.from(data.slice(2), "hex")}), signed);
    }
});

test("the topic of a skipped clap is the event's", () => {
    assert.equal(SKIPPED, toEventSelector("IntentSkipped(uint128,uint256,uint8)"));
});
