// A fresh Anvil with the four contracts deployed by plain CREATE transactions, and the roles' keys.
import {spawn} from "node:child_process";
import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {
    createPublicClient,
    createTestClient,
    createWalletClient,
    encodeDeployData,
    encodeFunctionData,
    getContractAddress,
    http,
} from "viem";
import {privateKeyToAccount} from "viem/accounts";
import {anvil as anvilChain} from "viem/chains";

const require = createRequire(import.meta.url);
const key = (n) => `0x${n.toString(16).padStart(64, "0")}`;
const artifact = (name) => JSON.parse(readFileSync(new URL(`../out/${name}.sol/${name}.json`, import.meta.url)));

export const accountAt = (n) => privateKeyToAccount(key(n));

async function startAnvil() {
    const bin = require.resolve("@foundry-rs/anvil/package.json").replace("package.json", "bin.mjs");
    const args = ["--port", "0", "--no-mining", "--hardfork", "osaka", "--gas-limit", "60000000", "--accounts", "1"];
    const child = spawn(process.execPath, [bin, ...args], {stdio: ["ignore", "pipe", "inherit"]});
    const url = await new Promise((resolve, reject) => {
        let text = "";
        child.stdout.on("data", (chunk) => {
            text += chunk;
            const found = /Listening on ([\d.]+:\d+)/.exec(text);
            if (found) resolve(`http://${found[1]}`);
        });
        child.on("exit", (code) => reject(new Error(`anvil ended with ${code}`)));
    });
    return {url, stop: () => child.kill("SIGTERM")};
}

export async function startChain() {
    const {url, stop} = await startAnvil();
    const transport = http(url);
    const reader = createPublicClient({chain: anvilChain, transport});
    const tester = createTestClient({chain: anvilChain, mode: "anvil", transport});
    // One key has every role: the gas does not depend on whose key it is.
    const staff = accountAt(0xace);
    await tester.setBalance({address: staff.address, value: 10n ** 24n});
    const wallet = createWalletClient({account: staff, chain: anvilChain, transport});
    let nonce = 0;

    async function send(request, gas = 16_000_000n) {
        const serialized = await staff.signTransaction({
            chainId: anvilChain.id,
            type: "eip1559",
            maxFeePerGas: 10n ** 10n,
            maxPriorityFeePerGas: 1n,
            nonce: nonce++,
            gas,
            ...request,
        });
        const hash = await wallet.sendRawTransaction({serializedTransaction: serialized});
        // We mine each block ourselves: an auto-miner may lag behind its own answer.
        await tester.mine({blocks: 1});
        const receipt = await reader.getTransactionReceipt({hash});
        if (receipt.status !== "success") {
            const reason = await reader.call({account: staff, ...request}).catch((e) => e.shortMessage ?? e.message);
            throw new Error(`transaction reverted: ${JSON.stringify(reason)}`);
        }
        return receipt;
    }

    const at = (i) => getContractAddress({from: staff.address, nonce: BigInt(i)});
    const [tk, tki, validator, controller] = [0, 1, 2, 3].map(at);
    const config = {
        admin: staff.address,
        adminDelay: 0,
        relayer: staff.address,
        compliance: staff.address,
        settler: staff.address,
        treasurer: staff.address,
        pauser: staff.address,
        dailyMintLimit: 10n ** 27n,
    };
    const contracts = {};
    const deploy = async (name, address, args) => {
        const {abi, bytecode} = artifact(name);
        await send({data: encodeDeployData({abi, bytecode: bytecode.object, args})});
        contracts[name] = {abi, address};
    };
    await deploy("TK", tk, [controller, tki, validator, 200n]);
    await deploy("TKI", tki, [tk, controller]);
    await deploy("DelegationValidator", validator, [tk, tki, controller]);
    await deploy("RevenueController", controller, [config, tk, tki, validator]);

    const call = (name, functionName, args, gas) => {
        const {abi, address} = contracts[name];
        return send({to: address, data: encodeFunctionData({abi, functionName, args})}, gas);
    };
    const read = (name, functionName, args = []) => reader.readContract({...contracts[name], functionName, args});
    const wait = async (seconds) => {
        await tester.increaseTime({seconds});
        await tester.mine({blocks: 1});
    };
    const now = async () => (await reader.getBlock()).timestamp;
    return {call, read, wait, now, send, staff, tester, tk, tki, validator, controller, contracts, chainId: anvilChain.id, stop};
}
