// Signatures and coding as viem brings them.
import {encodeFunctionData, hashTypedData, numberToHex, recoverAddress, zeroHash} from "viem";
import {privateKeyToAccount} from "viem/accounts";
import {ABI, TYPES, domainOf} from "./contract.mjs";

export function withViem(deployment, relayerKey) {
    const domain = domainOf(deployment);
    const relayer = privateKeyToAccount(relayerKey);
    return {
        relayer: relayer.address,

        digest: (terms) => hashTypedData({domain, types: TYPES, primaryType: "Authorization", message: terms}),

        recover: async (digest, signature) => (await recoverAddress({hash: digest, signature})).toLowerCase(),

        callData: (batchId, terms, signature, creator, amount) =>
            encodeFunctionData({
                abi: ABI,
                functionName: "submit",
                args: [
                    batchId,
                    deployment.tki,
                    [{...terms, standing: zeroHash, signature, legs: [(BigInt(creator) << 96n) | amount]}],
                ],
            }),

        /// Answers the raw transaction; its hash comes back from the node.
        sign: ({nonce, gas, maxFeePerGas, maxPriorityFeePerGas, data}) =>
            relayer.signTransaction({
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
