// What the contracts want to see: the EIP-712 types of an authorization and the function that submits it.
import {parseAbi} from "viem";

export const ABI = parseAbi([
    "struct SignedLeg { address owner; uint256 leg; uint256 terms; bytes32 r; bytes32 s; }",
    "function submitSigned(uint128 batchId, address token, SignedLeg[] signedLegs)",
    "event IntentSkipped(uint128 indexed batchId, uint256 leg, uint8 reason)",
]);

/// The words of a SignedLeg that follow from the terms: creator and amount, and the rest with the signature's v.
export const legWord = (terms) => (BigInt(terms.creator) << 96n) | terms.cap;
export const termsWord = (terms, v) =>
    (BigInt(v) << 208n) | (terms.validUntil << 144n) | (terms.validAfter << 80n) | terms.salt;

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

/// One clap alone needs about 75,000; the limit only has to be above it.
export const GAS_PER_CLAP = 250_000n;
