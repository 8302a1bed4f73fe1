// Writes the golden vectors of the chain module: npm ci && npm run generate
// The values are drawn from a seeded generator, so that a second run writes the same files.
import { createCipheriv, pbkdf2Sync, scryptSync } from 'node:crypto'
import { readFileSync, writeFileSync, mkdirSync } from 'node:fs'
import {
  bytesToHex, encodeAbiParameters, encodeErrorResult, encodeEventTopics, encodeFunctionData,
  getAddress, hashMessage, hashStruct, hashTypedData, keccak256, domainSeparator, parseAbi,
  serializeTransaction, toHex,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import solc from 'solc'

const target = new URL('../src/test/resources/dev/ovation/chain/testing/', import.meta.url)
mkdirSync(target, { recursive: true })

let seed = 20260101n
const next = () => (seed = (seed * 6364136223846793005n + 1442695040888963407n) & ((1n << 64n) - 1n)) >> 33n
const byte = () => Number(next() & 255n)
const bytes = n => bytesToHex(Uint8Array.from({ length: n }, byte))
const below = n => Number(next() % BigInt(n))
const uint = bits => BigInt(bytes(32)) & ((1n << BigInt(1 + below(bits))) - 1n)
const text = () => ['', 'für Ihr Lächeln 👏', 'a', 'clap '.repeat(below(20)), '中文"\\\n'][below(5)]
const address = () => getAddress(bytes(20))
const key = () => bytes(32)

const write = (name, value) =>
  writeFileSync(new URL(name, target), JSON.stringify(value, (_, v) => (typeof v === 'bigint' ? v.toString() : v), 1) + '\n')
const times = async (n, make) => { const all = []; for (let i = 0; i < n; i++) all.push(await make(i)); return all }

// Keys, addresses, personal messages.
write('crypto.json', await times(20, async () => {
  const privateKey = key()
  const message = text()
  const account = privateKeyToAccount(privateKey)
  return {
    privateKey, publicKey: account.publicKey, address: account.address, message,
    keccak: keccak256(toHex(message)), hash: hashMessage(message), signature: await account.signMessage({ message }),
  }
}))

// Typed data with every kind of field.
const types = {
  Line: [{ name: 'creator', type: 'address' }, { name: 'amount', type: 'uint96' }],
  Order: [
    { name: 'owner', type: 'address' }, { name: 'cap', type: 'uint256' }, { name: 'validUntil', type: 'uint64' },
    { name: 'salt', type: 'bytes32' }, { name: 'standing', type: 'bool' }, { name: 'memo', type: 'string' },
    { name: 'extra', type: 'bytes' }, { name: 'first', type: 'Line' }, { name: 'lines', type: 'Line[]' },
  ],
  Lists: [
    { name: 'owners', type: 'address[]' }, { name: 'ids', type: 'bytes32[]' }, { name: 'amounts', type: 'uint128[]' },
  ],
}
const line = () => ({ creator: address(), amount: uint(96) })
const typed = async primaryType => {
  const privateKey = key()
  const domain = { name: 'Ovation ' + text(), version: String(1 + below(3)), chainId: 1 + below(99999), verifyingContract: address() }
  const message = primaryType === 'Order'
    ? { owner: address(), cap: uint(256), validUntil: uint(60), salt: bytes(32), standing: below(2) === 1, memo: text(),
        extra: bytes(below(70)), first: line(), lines: await times(below(5), line) }
    : { owners: await times(below(4), address), ids: await times(below(4), () => bytes(32)), amounts: await times(below(4), () => uint(128)) }
  const data = { domain, types, primaryType, message }
  return {
    primaryType, domain, message, privateKey,
    separator: domainSeparator({ domain }), struct: hashStruct({ data: message, types, primaryType }),
    hash: hashTypedData(data), signature: await privateKeyToAccount(privateKey).signTypedData(data),
  }
}
write('eip712.json', [...await times(30, () => typed('Order')), ...await times(15, () => typed('Lists'))])

// Fee-market transactions.
write('transactions.json', await times(40, async i => {
  const privateKey = key()
  const maxPriorityFeePerGas = uint(40)
  const transaction = {
    type: 'eip1559', chainId: 1 + below(1 << 30), nonce: Number(uint(1 + below(40))), maxPriorityFeePerGas,
    maxFeePerGas: maxPriorityFeePerGas + uint(40), gas: 21000n + uint(24), to: i % 8 === 0 ? null : address(),
    value: i % 3 === 0 ? 0n : uint(90), data: bytes([0, 1, 4, 55, 56, 255, 256, 300, 70000][i % 9]),
  }
  const preimage = serializeTransaction(transaction)
  const raw = await privateKeyToAccount(privateKey).signTransaction(transaction)
  // A long payload is proven by its hash; it need not fill the file.
  const long = raw.length > 2000
  return {
    privateKey, ...transaction, type: undefined, data: long ? undefined : transaction.data,
    dataRepeats: long ? { byte: 171, length: 70000 } : undefined, preimageHash: keccak256(preimage), hash: keccak256(raw), raw: long ? undefined : raw,
  }
}).then(all => Promise.all(all.map(async v => {
  if (!v.dataRepeats) return v
  const data = '0x' + 'ab'.repeat(v.dataRepeats.length)
  const t = { type: 'eip1559', chainId: v.chainId, nonce: v.nonce, maxPriorityFeePerGas: v.maxPriorityFeePerGas, maxFeePerGas: v.maxFeePerGas, gas: v.gas, to: v.to, value: v.value, data }
  const raw = await privateKeyToAccount(v.privateKey).signTransaction(t)
  return { ...v, preimageHash: keccak256(serializeTransaction(t)), hash: keccak256(raw) }
}))))

// Calls, events and errors.
const abi = parseAbi([
  'struct Line { address creator; uint96 amount; }',
  'function submit(Line[] lines, bytes32[2] ids, (uint8 kind, int64 delta, string memo, bytes extra) head, bool now, uint32 when, bytes4 tag)',
  'event Submitted(address indexed owner, bytes32 indexed id, string indexed memo, Line[] lines, uint256 total)',
  'error Refused(address owner, uint256 id, string reason)',
])
write('abi.json', await times(20, async () => {
  const lines = await times(below(4), line)
  const ids = [bytes(32), bytes(32)]
  const head = { kind: byte(), delta: BigInt.asIntN(64, uint(64)), memo: text(), extra: bytes(below(80)) }
  const [now, when, tag] = [below(2) === 1, Number(uint(32)), bytes(4)]
  const [owner, id, memo, total] = [address(), bytes(32), text(), uint(256)]
  const reason = text()
  return {
    lines, ids, head, now, when, tag, owner, id, memo, total, reason,
    call: encodeFunctionData({ abi, functionName: 'submit', args: [lines, ids, head, now, when, tag] }),
    topics: encodeEventTopics({ abi, eventName: 'Submitted', args: { owner, id, memo } }),
    data: encodeAbiParameters([abi[0].inputs[0], { name: 'total', type: 'uint256' }], [lines, total]),
    error: encodeErrorResult({ abi, errorName: 'Refused', args: [owner, total, reason] }),
  }
}))

// Encrypted key files, by Node's own scrypt, PBKDF2 and AES.
const keystore = (kdf, kdfparams, derive) => {
  const [privateKey, iv, salt, password] = [key(), bytes(16), bytes(32), 'pässword']
  const derived = derive(Buffer.from(password), Buffer.from(salt.slice(2), 'hex'))
  const cipher = createCipheriv('aes-128-ctr', derived.subarray(0, 16), Buffer.from(iv.slice(2), 'hex'))
  const ciphertext = Buffer.concat([cipher.update(Buffer.from(privateKey.slice(2), 'hex')), cipher.final()])
  const mac = keccak256(Buffer.concat([derived.subarray(16, 32), ciphertext])).slice(2)
  return {
    privateKey, password,
    file: {
      version: 3, id: '3198bc9c-6672-4ab3-9995-4942343ae5b6', address: privateKeyToAccount(privateKey).address.slice(2).toLowerCase(),
      crypto: {
        cipher: 'aes-128-ctr', cipherparams: { iv: iv.slice(2) }, ciphertext: ciphertext.toString('hex'), kdf,
        kdfparams: { ...kdfparams, dklen: 32, salt: salt.slice(2) }, mac,
      },
    },
  }
}
write('keystores.json', [
  keystore('scrypt', { n: 8192, r: 8, p: 1 }, (password, salt) => scryptSync(password, salt, 32, { N: 8192, r: 8, p: 1 })),
  keystore('scrypt', { n: 1024, r: 8, p: 16 }, (password, salt) => scryptSync(password, salt, 32, { N: 1024, r: 8, p: 16 })),
  keystore('pbkdf2', { c: 10240, prf: 'hmac-sha256' }, (password, salt) => pbkdf2Sync(password, salt, 10240, 32, 'sha256')),
])

// The test contract.
const input = {
  language: 'Solidity',
  sources: { 'Probe.sol': { content: readFileSync(new URL('Probe.sol', import.meta.url), 'utf8') } },
  settings: { optimizer: { enabled: true }, metadata: { appendCBOR: false }, outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object'] } } },
}
const output = JSON.parse(solc.compile(JSON.stringify(input)))
const failures = (output.errors ?? []).filter(e => e.severity === 'error')
if (failures.length) throw new Error(failures.map(e => e.formattedMessage).join('\n'))
const probe = output.contracts['Probe.sol'].Probe
write('Probe.json', { abi: probe.abi, bytecode: '0x' + probe.evm.bytecode.object })
