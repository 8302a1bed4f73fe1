package dev.ovation.runtime.onchain.contracts;

import dev.ovation.chain.abi.AbiEvent;
import dev.ovation.chain.abi.AbiFunction;
import dev.ovation.chain.abi.ContractAbi;

/** The RevenueController: intents, settlement, and money in and out. */
public final class ControllerContract {

    private static final String DRAW =
            "(address,address,uint256,uint256,uint64,uint64,uint256,bytes32,bytes,uint256[])";
    private static final String BATCH_DATA = "(address,uint40,uint256[],address[])";
    private static final String SETTLEMENT = "(uint128,address,uint40,bytes32,uint256[])";

    static final ContractAbi ABI = ContractArtifact.named("RevenueController").abi();

    public static final AbiFunction SUBMIT = ABI.function("submit(uint128,address," + DRAW + "[])");
    public static final AbiFunction SUBMIT_SIGNED =
            ABI.function("submitSigned(uint128,address,(address,uint256,uint256,bytes32,bytes32)[])");
    public static final AbiFunction SUBMIT_STANDING =
            ABI.function("submitStanding(uint128,address,uint256[],uint256[])");
    public static final AbiFunction APPROVE = ABI.function("approve((uint128,uint256[])[])");
    public static final AbiFunction REJECT = ABI.function("reject(uint128," + BATCH_DATA + ",uint256[])");
    public static final AbiFunction CANCEL = ABI.function("cancel(uint128," + BATCH_DATA + ",uint256[])");
    public static final AbiFunction SETTLE_EPOCH = ABI.function("settleEpoch(uint256," + SETTLEMENT + "[])");
    public static final AbiFunction MINT_TK = ABI.function("mintTK(address,uint256,bytes32)");
    public static final AbiFunction CONTROLLER_BURN = ABI.function("controllerBurn(address,uint256,bytes32,bytes)");
    public static final AbiFunction RETURN_WITHDRAWAL = ABI.function("returnWithdrawal(bytes32)");
    public static final AbiFunction REGISTER_CREATORS = ABI.function("registerCreators(address[])");

    public static final AbiFunction TK = ABI.function("tk()");
    public static final AbiFunction TKI = ABI.function("tki()");
    public static final AbiFunction VALIDATOR = ABI.function("validator()");
    public static final AbiFunction GENESIS = ABI.function("genesis()");
    public static final AbiFunction EPOCH = ABI.function("EPOCH()");
    public static final AbiFunction HAS_ROLE = ABI.function("hasRole(bytes32,address)");
    public static final AbiFunction GRANT_ROLE = ABI.function("grantRole(bytes32,address)");

    public static final AbiFunction CURRENT_EPOCH = ABI.function("currentEpoch()");
    public static final AbiFunction BATCH_HASH = ABI.function("batchHash(uint128)");
    public static final AbiFunction LEG_STATE = ABI.function("legState(uint128,uint256)");
    public static final AbiFunction IS_CREATOR = ABI.function("isCreator(address)");
    public static final AbiFunction PAYMENT_MINTED = ABI.function("paymentMinted(bytes32)");
    public static final AbiFunction WITHDRAWAL_STATE = ABI.function("withdrawalState(bytes32)");

    public static final AbiEvent BATCH_SUBMITTED =
            ABI.event("BatchSubmitted(uint128,address,uint40,uint256,uint256,bytes32)");
    public static final AbiEvent INTENT_SKIPPED = ABI.event("IntentSkipped(uint128,uint256,uint8)");
    public static final AbiEvent INTENTS_APPROVED = ABI.event("IntentsApproved(uint128,uint256[])");
    public static final AbiEvent INTENTS_RELEASED = ABI.event("IntentsReleased(uint128,uint256[],bool)");
    public static final AbiEvent BATCH_SETTLED = ABI.event("BatchSettled(uint128,uint256,uint256[],uint256)");
    public static final AbiEvent CREATOR_PAID = ABI.event("CreatorPaid(address,uint128,uint256,uint256,uint256)");
    public static final AbiEvent PAYMENT_MINTED_EVENT = ABI.event("PaymentMinted(bytes32,address,uint256,uint256)");
    public static final AbiEvent WITHDRAWAL_BURNED = ABI.event("WithdrawalBurned(bytes32,address,uint256)");
    public static final AbiEvent WITHDRAWAL_RETURNED = ABI.event("WithdrawalReturned(bytes32,address,uint256)");
    public static final AbiEvent CREATOR_REGISTERED = ABI.event("CreatorRegistered(address,bool)");

    private ControllerContract() {}
}
