package dev.ovation.runtime.economics;

import dev.ovation.chain.Bytes;
import dev.ovation.chain.abi.AbiFunction;
import dev.ovation.chain.abi.AbiValues;
import dev.ovation.chain.abi.RevertReason;
import dev.ovation.chain.crypto.Keccak256;
import dev.ovation.chain.crypto.PrivateKey;
import dev.ovation.chain.rpc.Block;
import dev.ovation.chain.rpc.BlockRef;
import dev.ovation.chain.rpc.CallRequest;
import dev.ovation.chain.rpc.EvmCalls;
import dev.ovation.chain.rpc.Receipt;
import dev.ovation.chain.rpc.RpcBatch;
import dev.ovation.chain.signer.KeySigner;
import dev.ovation.chain.signer.Signer;
import dev.ovation.chain.testing.AnvilNode;
import dev.ovation.core.economics.Cast;
import dev.ovation.core.ledger.InterestIndex;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import dev.ovation.runtime.deploy.DeployContracts;
import dev.ovation.runtime.deploy.DeploySettings;
import dev.ovation.runtime.deploy.Deployment;
import dev.ovation.runtime.deploy.RoleAddresses;
import dev.ovation.runtime.onchain.contracts.ContractErrors;
import dev.ovation.runtime.onchain.contracts.TkContract;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** A chain with our contracts that can be put back to its beginning, and whose every block has a given second. */
final class ChainUnderTest implements AutoCloseable {

    /** EIP-7825: no transaction may have more. */
    private static final String GAS = "0x1000000";

    private static final int CALLS_AT_ONCE = 150;
    private static final Wei COINS = Wei.ofTokens(1_000_000);

    private final AnvilNode anvil = AnvilNode.start("--base-fee", "0");
    private final Map<Address, Signer> keys = new LinkedHashMap<>();
    private final Cast cast;
    private final Deployment deployment;
    private final Calls calls;
    private String beginning;

    ChainUnderTest() {
        this.cast = new Cast(people("fan", 4), people("creator", 3));
        List<Address> house =
                IntStream.range(0, 5).mapToObj(i -> anvil.signer(i).address()).toList();
        this.deployment = new DeployContracts(anvil.client(), anvil.signer(0), Optional.of(anvil.signer(0)))
                .deploy(
                        new RoleAddresses(
                                house.get(0),
                                List.of(house.get(1)),
                                house.get(2),
                                house.get(3),
                                house.get(4),
                                house.get(0)),
                        DeploySettings.ordinary());
        Calls.Staff staff = new Calls.Staff(house.get(0), house.get(1), house.get(2), house.get(3), house.get(4));
        this.calls = new Calls(deployment, staff, keys, anvil.signer(9));
        anvil.rpc("anvil_autoImpersonateAccount", true);
        cast.everybody().forEach(person -> anvil.setBalance(person, COINS));
        // A block is there when a call to mine it returns; one that a transaction brings about comes a little later.
        anvil.automine(false);
        this.beginning = anvil.snapshot();
    }

    private List<Address> people(String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    byte[] secret = Keccak256.hash((name + i).getBytes(StandardCharsets.UTF_8))
                            .bytes();
                    Signer signer = new KeySigner(PrivateKey.of(secret));
                    keys.put(signer.address(), signer);
                    return signer.address();
                })
                .toList();
    }

    Cast cast() {
        return cast;
    }

    Deployment deployment() {
        return deployment;
    }

    Calls calls() {
        return calls;
    }

    void backToTheBeginning() {
        anvil.revert(beginning);
        beginning = anvil.snapshot();
    }

    /** Where interest stands now: the token was there some seconds before the controller. */
    InterestIndex index() {
        Block head = anvil.client().call(EvmCalls.block(BlockRef.LATEST)).orElseThrow();
        List<Object> answers = ask(List.of(
                new Question("index", deployment.tk(), TkContract.CURRENT_INDEX, List.of()),
                new Question("rate", deployment.tk(), TkContract.RATE_BPS, List.of())));
        return new InterestIndex(
                ((BigInteger) answers.get(0)).longValueExact(),
                head.timestamp(),
                ((BigInteger) answers.get(1)).intValueExact());
    }

    /** One transaction, mined in a block of its own at this second. */
    Receipt send(Calls.Call call, long second) {
        anvil.setNextBlockTimestamp(second);
        Bytes32 hash = Bytes32.of(anvil.rpc(
                        "eth_sendTransaction",
                        Map.of(
                                "from", call.from().toString(),
                                "to", call.to().toString(),
                                "gas", GAS,
                                "gasPrice", "0x0",
                                "data", call.data().toString()))
                .asString());
        anvil.rpc("evm_mine");
        return anvil.client()
                .call(EvmCalls.receipt(hash))
                .orElseThrow(() -> new IllegalStateException("no receipt of " + hash));
    }

    /** The name of the contracts' error that ended a transaction. */
    String refusalOf(Receipt receipt) {
        JsonNode trace = anvil.rpc(
                "debug_traceTransaction",
                receipt.transactionHash().toString(),
                Map.of("tracer", "callTracer", "tracerConfig", Map.of("onlyTopCall", true)));
        JsonNode output = trace.get("output");
        if (output == null) {
            return "no reason: " + trace;
        }
        RevertReason reason = ContractErrors.REASONS.decode(Bytes.of(output.asString()));
        return reason instanceof RevertReason.Named named ? named.name() : reason.toString();
    }

    /** A question to a contract at the newest block. */
    record Question(String what, Address contract, AbiFunction function, List<Object> arguments) {}

    /** The first value of each answer, in the order of the questions. */
    List<Object> ask(List<Question> questions) {
        List<Object> answers = new ArrayList<>(questions.size());
        for (int from = 0; from < questions.size(); from += CALLS_AT_ONCE) {
            List<Question> some = questions.subList(from, Math.min(questions.size(), from + CALLS_AT_ONCE));
            RpcBatch batch = anvil.client().newBatch();
            List<RpcBatch.Answer<Bytes>> sent = some.stream()
                    .map(question -> batch.add(EvmCalls.call(
                            CallRequest.to(
                                    question.contract(),
                                    question.function()
                                            .encode(question.arguments().toArray())),
                            BlockRef.LATEST)))
                    .toList();
            batch.send();
            for (int i = 0; i < some.size(); i++) {
                AbiValues values =
                        some.get(i).function().decodeResult(sent.get(i).get());
                answers.add(values.size() == 1 ? values.get(0) : values.all());
            }
        }
        return answers;
    }

    @Override
    public void close() {
        anvil.close();
    }
}
