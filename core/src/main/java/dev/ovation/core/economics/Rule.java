package dev.ovation.core.economics;

/** The rules whose breach refuses an operation as a whole. */
public enum Rule {
    PAUSED("EnforcedPause"),
    /** Of the tokens and the validator, which are asked by anybody. */
    LEDGER_PAUSED("EnforcedLedgerPause"),
    NOT_PAUSED("ExpectedPause"),
    INSUFFICIENT_BALANCE("ERC20InsufficientBalance"),
    NO_RECEIVER("ERC20InvalidReceiver"),
    TRANSFER_TO_ESCROW("TransferToEscrow"),
    SUPPLY_CAP("SupplyCapExceeded"),
    BONUS_CAP("BonusCapExceeded"),
    RATE_TOO_HIGH("RateTooHigh"),
    BONUS_TOO_HIGH("BonusTooHigh"),
    ZERO_AMOUNT("ZeroAmountRefused"),
    PAYMENT_ALREADY_MINTED("PaymentAlreadyMinted"),
    DAILY_MINT_LIMIT("DailyMintLimitExceeded"),
    WITHDRAWAL_ALREADY_USED("WithdrawalAlreadyUsed"),
    WITHDRAWAL_NOT_BURNED("WithdrawalNotBurned"),
    INVALID_SIGNATURE("InvalidSignature"),
    NOT_A_CREATOR_ADDRESS("NotACreatorAddress"),
    NOT_STANDING("NotStanding"),
    MALFORMED_AUTHORIZATION("MalformedAuthorization"),
    AUTHORIZATION_EXPIRED("AuthorizationExpired"),
    AUTHORIZATION_REVOKED("AuthorizationIsRevoked"),
    ALREADY_REGISTERED("AlreadyRegistered"),
    STALE_GENERATION("StaleGeneration"),
    NONCE_ALREADY_USED("NonceAlreadyUsed"),
    NOT_OWNER("NotOwner"),
    EMPTY_BATCH("EmptyBatch"),
    BATCH_EXISTS("BatchExists"),
    UNKNOWN_BATCH("UnknownBatch"),
    BATCH_MISMATCH("BatchMismatch"),
    NOTHING_TO_RELEASE("NothingToRelease"),
    NOT_LEG_OWNER("NotLegOwner"),
    EPOCH_NOT_ENDED("EpochNotEnded"),
    WRONG_EPOCH("WrongEpoch");

    private final String contractError;

    Rule(String contractError) {
        this.contractError = contractError;
    }

    /** The name of the contracts' error. */
    public String contractError() {
        return contractError;
    }
}
