// Coding and hashing as viem brings them, and signatures either of viem too or of libsecp256k1.
import secp256k1 from "secp256k1";
import {
    encodeFunctionData,
    hashTypedData,
    hexToBytes,
    keccak256,
    numberToHex,
    recoverAddress,
    serializeTransaction,
    toHex,
} from "viem";
import {privateKeyToAccount, publicKeyToAddress} from "viem/accounts";
import {ABI, TYPES, domainOf, legWord, termsWord} from "./contract.mjs";

const OF_VIEM = {
    recover: (hash, signature) => recoverAddress({hash, signature}),
    signTransaction: (account, _, transaction) => account.signTransaction(transaction),
};

const NATIVE = {
    recover(hash, signature) {
        const raw = hexToBytes(signature);
        const key = secp256k1.ecdsaRecover(raw.subarray(0, 64), raw[64] - 27, hexToBytes(hash), false);
        return publicKeyToAddress(toHex(key));
    },
    signTransaction(_, key, transaction) {
        const hash = keccak256(serializeTransaction(transaction));
        const {signature, recid} = secp256k1.ecdsaSign(hexToBytes(hash), key);
        const [r, s] = [signature.subarray(0, 32), signature.subarray(32)].map((part) => toHex(part));
        return serializeTransaction(transaction, {r, s, yParity: recid});
    },
};

export function withViem(deployment, relayerKey, {native}) {
    const domain = domainOf(deployment);
    const relayer = privateKeyToAccount(relayerKey);
    const key = hexToBytes(relayerKey);
    const curve = native ? NATIVE : OF_VIEM;
    return {
        relayer: relayer.address.toLowerCase(),

        digest: (terms) => hashTypedData({domain, types: TYPES, primaryType: "Authorization", message: terms}),

        recover: async (digest, signature) => (await curve.recover(digest, signature)).toLowerCase(),

        callData: (batchId, terms, signature) =>
            encodeFunctionData({
                abi: ABI,
                functionName: "submitSigned",
                args: [batchId, deployment.tki, [signedLeg(terms, signature)]],
            }),

        sign: ({nonce, gas, maxFeePerGas, maxPriorityFeePerGas, data}) =>
            curve.signTransaction(relayer, key, {
                type: "eip1559",
                chainId: deployment.chainId,
                to: deployment.controller,
                nonce,
                gas,
                maxFeePerGas,
                maxPriorityFeePerGas,
                data,
            }),

        batchIdHex: (batchId) => numberToHex(batchId, {size: 16}),
    };
}

function signedLeg(terms, signature) {
    return {
        owner: terms.owner,
        leg: legWord(terms),
        terms: termsWord(terms, parseInt(signature.slice(130), 16)),
        r: signature.slice(0, 66),
        s: `0x${signature.slice(66, 130)}`,
    };
}
