package dev.ovation.runtime.economics;

import dev.ovation.chain.Bytes;
import dev.ovation.chain.abi.AbiFunction;
import dev.ovation.chain.crypto.Keccak256;
import dev.ovation.chain.signer.Signer;
import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.economics.BatchData;
import dev.ovation.core.economics.Draw;
import dev.ovation.core.economics.Leg;
import dev.ovation.core.economics.Operation;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import dev.ovation.runtime.deploy.Deployment;
import dev.ovation.runtime.onchain.TypedData;
import dev.ovation.runtime.onchain.contracts.ControllerContract;
import dev.ovation.runtime.onchain.contracts.Legs;
import dev.ovation.runtime.onchain.contracts.TkiContract;
import dev.ovation.runtime.onchain.contracts.ValidatorContract;
import dev.ovation.runtime.onchain.contracts.Words;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An operation as the transaction that does it: who sends what to whom. */
final class Calls {

    record Call(Address from, Address to, Bytes data) {}

    private static final String TERMS = "(address,address,address,uint256,uint256,uint64,uint64,uint256)";
    private static final AbiFunction TRANSFER = AbiFunction.of("transfer(address,uint256)", "");
    private static final AbiFunction REGISTER = AbiFunction.of("register(" + TERMS + ",bytes)", "");
    private static final AbiFunction REVOKE = AbiFunction.of("revoke(" + TERMS + ")", "");
    private static final AbiFunction REVOKE_ALL = AbiFunction.of("revokeAll()", "");
    private static final AbiFunction SET_RATE = AbiFunction.of("setRate(uint256)", "");
    private static final AbiFunction SET_BONUS = AbiFunction.of("setBonus(uint256)", "");
    private static final AbiFunction SET_LIMIT = AbiFunction.of("setDailyMintLimit(uint256)", "");
    private static final AbiFunction PAUSE = AbiFunction.of("pause()", "");
    private static final AbiFunction UNPAUSE = AbiFunction.of("unpause()", "");
    private static final AbiFunction UNREGISTER = AbiFunction.of("unregisterCreator(address)", "");
    private static final int WORD = 256;
    private static final int AMOUNT_BITS = 96;

    private final Deployment deployment;
    private final Staff staff;
    private final Map<Address, Signer> keys;
    private final Signer forger;
    private final TypedData typedData;

    /** The accounts that hold the roles; the admin is also the pauser. */
    record Staff(Address admin, Address relayer, Address compliance, Address settler, Address treasurer) {}

    /**
     * @param forger signs where an operation is not signed by whom it should be
     */
    Calls(Deployment deployment, Staff staff, Map<Address, Signer> keys, Signer forger) {
        this.deployment = deployment;
        this.staff = staff;
        this.keys = keys;
        this.forger = forger;
        this.typedData = new TypedData(deployment);
    }

    Bytes32 hashOf(Authorization terms) {
        return typedData.hashOf(terms);
    }

    Call of(Operation operation, long generationOfRevoked) {
        return switch (operation) {
            case Operation.Mint(Address to, Wei amount, Bytes32 payment) ->
                byTreasurer(ControllerContract.MINT_TK.encode(to, amount, payment));
            case Operation.Burn(Address from, Wei amount, Bytes32 id, boolean signed) ->
                byTreasurer(ControllerContract.CONTROLLER_BURN.encode(
                        from, amount, id, sign(from, signed, typedData.withdrawalPreimage(from, amount, id))));
            case Operation.ReturnWithdrawal(Bytes32 id) -> byTreasurer(ControllerContract.RETURN_WITHDRAWAL.encode(id));
            case Operation.Transfer(Token token, Address from, Address to, Wei amount) ->
                new Call(from, deployment.addressOf(token), TRANSFER.encode(to, amount));
            case Operation.Accrue(List<Address> accounts) ->
                new Call(staff.relayer, deployment.tki(), TkiContract.ACCRUE_MANY.encode(accounts));
            case Operation.Register(Authorization terms, boolean signed) ->
                new Call(
                        staff.relayer, deployment.validator(), REGISTER.encode(words(terms), signature(terms, signed)));
            case Operation.Revoke(Optional<Address> sender, Authorization terms) -> revoke(sender, terms);
            case Operation.RevokeAll(Address owner, boolean bySignature) ->
                bySignature
                        ? revokeAllBySignature(owner, generationOfRevoked)
                        : new Call(owner, deployment.validator(), REVOKE_ALL.encode());
            case Operation.Submit submit -> new Call(staff.relayer, deployment.controller(), submission(submit));
            case Operation.Approve approve ->
                byCompliance(ControllerContract.APPROVE.encode(approve.legs().entrySet().stream()
                        .map(entry -> List.<Object>of(entry.getKey().onChain(), bitmap(entry.getValue())))
                        .toList()));
            case Operation.Reject reject ->
                byCompliance(ControllerContract.REJECT.encode(
                        reject.batch().onChain(), data(reject.data()), bitmap(reject.legs())));
            case Operation.Cancel cancel ->
                new Call(
                        cancel.owner().orElse(staff.relayer),
                        deployment.controller(),
                        ControllerContract.CANCEL.encode(
                                cancel.batch().onChain(), data(cancel.data()), bitmap(cancel.legs())));
            case Operation.Settle settle -> new Call(staff.settler, deployment.controller(), settlement(settle));
            case Operation.SetRate(int rateBps) -> byAdmin(SET_RATE.encode(rateBps));
            case Operation.SetBonus(Wei perTk) -> byAdmin(SET_BONUS.encode(perTk));
            case Operation.SetDailyMintLimit(Wei limit) -> byAdmin(SET_LIMIT.encode(limit));
            case Operation.Pause() -> byAdmin(PAUSE.encode());
            case Operation.Unpause() -> byAdmin(UNPAUSE.encode());
            case Operation.RegisterCreators(List<Address> creators) ->
                byCompliance(ControllerContract.REGISTER_CREATORS.encode(creators));
            case Operation.UnregisterCreator(Address creator) -> byCompliance(UNREGISTER.encode(creator));
        };
    }

    private Call byTreasurer(Bytes data) {
        return new Call(staff.treasurer, deployment.controller(), data);
    }

    private Call byCompliance(Bytes data) {
        return new Call(staff.compliance, deployment.controller(), data);
    }

    private Call byAdmin(Bytes data) {
        return new Call(staff.admin, deployment.controller(), data);
    }

    private Call revoke(Optional<Address> sender, Authorization terms) {
        if (sender.isPresent()) {
            return new Call(sender.get(), deployment.validator(), REVOKE.encode(words(terms)));
        }
        byte[] preimage = typedData.revocationPreimage(terms.owner(), hashOf(terms));
        return new Call(
                staff.relayer,
                deployment.validator(),
                ValidatorContract.REVOKE_BY_SIG.encode(words(terms), sign(terms.owner(), true, preimage)));
    }

    private Call revokeAllBySignature(Address owner, long generation) {
        Bytes signature = sign(owner, true, typedData.revocationOfAllPreimage(owner, generation));
        return new Call(
                staff.relayer,
                deployment.validator(),
                ValidatorContract.REVOKE_ALL_BY_SIG.encode(owner, generation, signature));
    }

    private Bytes submission(Operation.Submit submit) {
        BigInteger id = submit.batch().onChain();
        Address token = deployment.addressOf(submit.token());
        return switch (submit.form()) {
            case DRAWS ->
                ControllerContract.SUBMIT.encode(
                        id, token, submit.draws().stream().map(this::draw).toList());
            case SIGNED_LEGS ->
                ControllerContract.SUBMIT_SIGNED.encode(
                        id, token, submit.draws().stream().map(this::signedLeg).toList());
            case STANDING_ROWS ->
                ControllerContract.SUBMIT_STANDING.encode(
                        id,
                        token,
                        submit.draws().stream().map(this::payer).toList(),
                        submit.draws().stream()
                                .map(draw -> leg(draw.legs().getFirst()))
                                .toList());
        };
    }

    private List<Object> draw(Draw draw) {
        Authorization terms = draw.terms();
        List<BigInteger> legs = draw.legs().stream().map(Calls::leg).toList();
        if (draw.byHash()) {
            return List.of(
                    terms.owner(),
                    Address.ZERO,
                    Wei.ZERO,
                    Wei.ZERO,
                    0,
                    0,
                    BigInteger.ZERO,
                    hashOf(terms),
                    Bytes.EMPTY,
                    legs);
        }
        return List.of(
                terms.owner(),
                terms.creator(),
                terms.cap(),
                terms.capPerIntent(),
                terms.validAfter(),
                terms.validUntil(),
                terms.salt(),
                Bytes32.ZERO,
                signature(terms, draw.signed()),
                legs);
    }

    private List<Object> signedLeg(Draw draw) {
        Authorization terms = draw.terms();
        byte[] signature = signature(terms, draw.signed()).toArray();
        BigInteger packed = BigInteger.valueOf(signature[64])
                .shiftLeft(64)
                .or(BigInteger.valueOf(terms.validUntil()))
                .shiftLeft(64)
                .or(BigInteger.valueOf(terms.validAfter()))
                .shiftLeft(80)
                .or(terms.salt());
        return List.of(
                terms.owner(),
                leg(draw.legs().getFirst()),
                packed,
                Bytes32.of(Arrays.copyOfRange(signature, 0, 32)),
                Bytes32.of(Arrays.copyOfRange(signature, 32, 64)));
    }

    private BigInteger payer(Draw draw) {
        byte[] hash = hashOf(draw.terms()).bytes();
        return new BigInteger(1, draw.terms().owner().bytes())
                .shiftLeft(AMOUNT_BITS)
                .or(new BigInteger(1, Arrays.copyOfRange(hash, 20, 32)));
    }

    private Bytes settlement(Operation.Settle settle) {
        return ControllerContract.SETTLE_EPOCH.encode(
                settle.epoch(),
                settle.batches().entrySet().stream()
                        .map(entry -> settledBatch(entry.getKey().onChain(), entry.getValue()))
                        .toList());
    }

    private List<Object> settledBatch(BigInteger id, BatchData data) {
        byte[][] owners =
                data.owners().stream().map(owner -> Words.of(owner).bytes()).toArray(byte[][]::new);
        return List.of(
                id,
                deployment.addressOf(data.token()),
                data.submittedAt(),
                Keccak256.hash(owners),
                data.legs().stream().map(Calls::leg).toList());
    }

    private List<Object> data(BatchData data) {
        return List.of(
                deployment.addressOf(data.token()),
                data.submittedAt(),
                data.legs().stream().map(Calls::leg).toList(),
                data.owners());
    }

    private static BigInteger leg(Leg leg) {
        return new BigInteger(1, leg.creator().bytes())
                .shiftLeft(AMOUNT_BITS)
                .or(leg.amount().value());
    }

    /** One word at least, as long as the legs in it. */
    private static List<BigInteger> bitmap(BitSet legs) {
        return Legs.bitmap(legs, Math.max(WORD, legs.length()));
    }

    private List<Object> words(Authorization terms) {
        return List.of(
                terms.owner(),
                deployment.addressOf(terms.token()),
                terms.creator(),
                terms.cap(),
                terms.capPerIntent(),
                terms.validAfter(),
                terms.validUntil(),
                terms.salt());
    }

    private Bytes signature(Authorization terms, boolean signed) {
        return sign(terms.owner(), signed, typedData.authorizationPreimage(terms));
    }

    private Bytes sign(Address owner, boolean signed, byte[] preimage) {
        Signer signer = signed ? keys.getOrDefault(owner, forger) : forger;
        return Bytes.of(signer.sign(preimage).bytes());
    }
}
