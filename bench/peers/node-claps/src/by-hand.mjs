// The same operations over libsecp256k1 and a native keccak, with the three messages written by hand: their shape never
// changes, and at some speed a general encoder is what the profile shows first.
import createKeccak from "keccak";
import secp256k1 from "secp256k1";
import {legWord, termsWord} from "./contract.mjs";

const WORD = 32;
const text = (s) => Buffer.from(s, "utf8");
const keccak = (...parts) => {
    const hash = createKeccak("keccak256");
    for (const part of parts) hash.update(part);
    return hash.digest();
};
const bytes = (hex) => Buffer.from(hex.slice(2), "hex");
const minimal = (value) => {
    const hex = value.toString(16);
    return value === 0n || value === 0 ? Buffer.alloc(0) : Buffer.from(hex.length % 2 ? `0${hex}` : hex, "hex");
};

function putNumber(target, word, value) {
    const start = word * WORD;
    target.fill(0, start, start + WORD);
    target.write(value.toString(16).padStart(64, "0"), start, "hex");
}

function putAddress(target, word, address) {
    const start = word * WORD;
    target.fill(0, start, start + 12);
    target.write(address.slice(2), start + 12, "hex");
}

export function byHand(deployment, relayerKey) {
    const key = bytes(relayerKey);
    const relayer = addressOf(secp256k1.publicKeyCreate(key, false));
    const typeHash = keccak(
        text(
            "Authorization(address owner,address token,address creator,uint256 cap,uint256 capPerIntent,uint64 validAfter,uint64 validUntil,uint256 salt)",
        ),
    );
    const prefix = Buffer.concat([Buffer.from("1901", "hex"), separator(deployment)]);
    const selector = keccak(
        text("submitSigned(uint128,address,(address,uint256,uint256,bytes32,bytes32)[])"),
    ).subarray(0, 4);
    const controller = bytes(deployment.controller);

    return {
        relayer,

        digest(terms) {
            const struct = Buffer.alloc(9 * WORD);
            typeHash.copy(struct);
            putAddress(struct, 1, terms.owner);
            putAddress(struct, 2, terms.token);
            putAddress(struct, 3, terms.creator);
            putNumber(struct, 4, terms.cap);
            putNumber(struct, 5, terms.capPerIntent);
            putNumber(struct, 6, terms.validAfter);
            putNumber(struct, 7, terms.validUntil);
            putNumber(struct, 8, terms.salt);
            return keccak(prefix, keccak(struct));
        },

        recover(digest, signature) {
            const raw = bytes(signature);
            return addressOf(secp256k1.ecdsaRecover(raw.subarray(0, 64), raw[64] - 27, digest, false));
        },

        callData(batchId, terms, signature) {
            const body = Buffer.alloc(9 * WORD);
            putNumber(body, 0, batchId);
            putAddress(body, 1, deployment.tki);
            putNumber(body, 2, 3 * WORD); // where the legs begin
            putNumber(body, 3, 1); // one leg
            putAddress(body, 4, terms.owner);
            putNumber(body, 5, legWord(terms));
            putNumber(body, 6, termsWord(terms, parseInt(signature.slice(130), 16)));
            body.write(signature.slice(2, 130), 7 * WORD, "hex");
            return Buffer.concat([selector, body]);
        },

        sign({nonce, gas, maxFeePerGas, maxPriorityFeePerGas, data}) {
            const fields = [
                minimal(deployment.chainId),
                minimal(nonce),
                minimal(maxPriorityFeePerGas),
                minimal(maxFeePerGas),
                minimal(gas),
                controller,
                Buffer.alloc(0), // no value
                data,
            ].map(rlpString);
            const empty = Buffer.from([0xc0]);
            const unsigned = Buffer.concat([Buffer.from([2]), rlpList([...fields, empty])]);
            const {signature, recid} = secp256k1.ecdsaSign(keccak(unsigned), key);
            const r = minimal(BigInt(`0x${Buffer.from(signature.subarray(0, 32)).toString("hex")}`));
            const s = minimal(BigInt(`0x${Buffer.from(signature.subarray(32)).toString("hex")}`));
            const signed = [...fields, empty, rlpString(minimal(recid)), rlpString(r), rlpString(s)];
            return `0x02${rlpList(signed).toString("hex")}`;
        },

        batchIdHex: (batchId) => `0x${batchId.toString(16).padStart(32, "0")}`,
    };
}

function separator({chainId, validator}) {
    const domain = Buffer.alloc(5 * WORD);
    keccak(text("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)")).copy(domain);
    keccak(text("Ovation")).copy(domain, WORD);
    keccak(text("1")).copy(domain, 2 * WORD);
    putNumber(domain, 3, chainId);
    putAddress(domain, 4, validator);
    return keccak(domain);
}

function addressOf(publicKey) {
    return `0x${keccak(Buffer.from(publicKey.subarray(1))).subarray(12).toString("hex")}`;
}

function rlpString(data) {
    return data.length === 1 && data[0] < 0x80 ? data : Buffer.concat([rlpLength(data.length, 0x80), data]);
}

function rlpList(items) {
    const payload = Buffer.concat(items);
    return Buffer.concat([rlpLength(payload.length, 0xc0), payload]);
}

function rlpLength(length, base) {
    if (length < 56) return Buffer.from([base + length]);
    const digits = minimal(length);
    return Buffer.concat([Buffer.from([base + 55 + digits.length]), digits]);
}
