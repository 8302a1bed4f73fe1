// What the contracts want to see: the EIP-712 types of an authorization and the function that submits it.
import {parseAbi} from "viem";

export const ABI = parseAbi([
    "struct Draw { address owner; address creator; uint256 cap; uint256 capPerIntent; uint64 validAfter; uint64 validUntil; uint256 salt; bytes32 standing; bytes signature; uint256[] legs; }",
    "function submit(uint128 batchId, address token, Draw[] draws)",
    "event IntentSkipped(uint128 indexed batchId, uint256 leg, uint8 reason)",
]);

export const TYPES = {
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

export const domainOf = ({chainId, validator}) => ({name: "Ovation", version: "1", chainId, verifyingContract: validator});

/// One clap needs 70,000 to 110,000; the limit only has to be above it.
export const GAS_PER_CLAP = 250_000n;
