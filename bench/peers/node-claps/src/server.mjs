// One process, one endpoint: POST /api/contracts/clap. Settings come from the environment, see ../README.md.
import {createPublicKey, randomBytes} from "node:crypto";
import {readFileSync} from "node:fs";
import {createVerifier} from "fast-jwt";
import Fastify from "fastify";
import {MongoClient} from "mongodb";
import {parseUnits} from "viem";
import {byHand} from "./by-hand.mjs";
import {startRelay} from "./relay.mjs";
import {connect} from "./rpc.mjs";
import {withViem} from "./with-viem.mjs";

const env = process.env;
const deployment = JSON.parse(readFileSync(env.OVATION_DEPLOYMENT, "utf8"));
const signing = {
    viem: () => withViem(deployment, env.RELAYER_KEY, {native: false}),
    native: () => withViem(deployment, env.RELAYER_KEY, {native: true}),
    "by-hand": () => byHand(deployment, env.RELAYER_KEY),
}[env.SIGNATURES]();
const jwk = JSON.parse(env.JWT_PUBLIC_KEYS).keys[0];
const verifyToken = createVerifier({
    key: createPublicKey({key: jwk, format: "jwk"}).export({type: "spki", format: "pem"}),
    algorithms: ["EdDSA"],
    cache: 20_000,
});
const mongo = await new MongoClient(env.MONGODB_URI).connect();
const users = mongo.db().collection("users");
const wallets = new Map();
const relay = await startRelay({
    rpc: connect(env.RPC_URL),
    signing,
    intents: mongo.db().collection("intents"),
});

const ADDRESS = {type: "string", pattern: "^0x[0-9a-fA-F]{40}$"};
const NUMBER = {type: "string", pattern: "^[0-9]{1,78}$"};
const CLAP = {
    type: "object",
    required: ["creatorAddress", "amount", "delegation"],
    properties: {
        creatorAddress: ADDRESS,
        amount: {type: "string", pattern: "^[0-9]{1,12}([.][0-9]{1,18})?$"},
        delegation: {
            type: "object",
            required: ["authorization", "signature"],
            properties: {
                authorization: {
                    type: "object",
                    required: ["owner", "token", "creator", "cap", "capPerIntent", "validAfter", "validUntil", "salt"],
                    properties: {
                        owner: ADDRESS,
                        token: ADDRESS,
                        creator: ADDRESS,
                        cap: NUMBER,
                        capPerIntent: NUMBER,
                        validAfter: NUMBER,
                        validUntil: NUMBER,
                        salt: NUMBER,
                    },
                },
                signature: {type: "string", pattern: "^0x[0-9a-fA-F]{130}$"},
            },
        },
    },
};

const app = Fastify({logger: false});
app.get("/ready", () => ({status: "ready"}));
app.post("/api/contracts/clap", {schema: {body: CLAP}, onRequest: authenticate}, clap);
await app.listen({host: "127.0.0.1", port: Number(env.PORT ?? 0)});
console.log(`listening on ${app.server.address().port}`);

for (const signal of ["SIGINT", "SIGTERM"]) {
    process.on(signal, async () => {
        relay.close();
        await app.close();
        await mongo.close();
        process.exit(0);
    });
}

async function authenticate(request, reply) {
    try {
        const header = request.headers.authorization ?? "";
        const {sub} = verifyToken(header.slice("Bearer ".length));
        request.wallet = wallets.get(sub) ?? (await walletOf(sub));
    } catch {
        return reply.code(401).send({code: "invalid_token"});
    }
}

async function walletOf(sub) {
    const user = await users.findOne({_id: sub});
    wallets.set(sub, user.wallet);
    return user.wallet;
}

async function clap(request, reply) {
    const {creatorAddress, amount: tokens, delegation} = request.body;
    const amount = parseUnits(tokens, 18);
    const a = delegation.authorization;
    const terms = {
        owner: a.owner,
        token: a.token,
        creator: a.creator,
        cap: BigInt(a.cap),
        capPerIntent: BigInt(a.capPerIntent),
        validAfter: BigInt(a.validAfter),
        validUntil: BigInt(a.validUntil),
        salt: BigInt(a.salt),
    };
    const owner = terms.owner.toLowerCase();
    // Plain claps only, signed for exactly this creator and amount: what the contract takes at the lowest price.
    if (
        owner !== request.wallet ||
        terms.token.toLowerCase() !== deployment.tki.toLowerCase() ||
        terms.creator.toLowerCase() !== creatorAddress.toLowerCase() ||
        amount === 0n ||
        amount !== terms.cap ||
        amount !== terms.capPerIntent ||
        terms.salt >= 1n << 80n ||
        terms.validUntil < BigInt(Math.floor(Date.now() / 1000))
    ) {
        return reply.code(422).send({code: "authorization_mismatch"});
    }
    const digest = signing.digest(terms);
    if ((await signing.recover(digest, delegation.signature)) !== owner) {
        return reply.code(422).send({code: "invalid_signature"});
    }
    const batchId = BigInt(`0x${randomBytes(16).toString("hex")}`);
    const intentId = `${signing.batchIdHex(batchId)}0000`;
    const outcome = await relay.submit({
        intentId,
        fan: owner,
        creator: creatorAddress,
        amount,
        digest: typeof digest === "string" ? digest : `0x${digest.toString("hex")}`,
        callData: signing.callData(batchId, terms, delegation.signature),
    });
    const intent = {kind: "clap", creator: creatorAddress, amount: tokens, transaction: outcome.transaction};
    if (!outcome.accepted) return reply.code(422).send({code: "refused_by_contract", intentId});
    return reply.code(201).send({intentId, intent: {...intent, state: "submitted"}});
}
