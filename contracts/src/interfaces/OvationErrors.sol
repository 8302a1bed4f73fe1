// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// All errors of Ovation's own, in one place. OpenZeppelin's (ERC-20, roles, pause) keep their names.

// ---- links ----
/// Only the linked contract may call this.
error OnlyController(address caller);
/// Only TKI may call this.
error OnlyInterestToken(address caller);
/// Only the DelegationValidator may call this.
error OnlyValidator(address caller);
/// A contract did not come to lie where the others expect it.
error WrongAddress(address expected, address actual);

// ---- ledger ----
/// Escrow is filled by authorized intents alone; a plain transfer to it would be lost.
error TransferToEscrow();
/// 2^88-1 wei of TK is the most that may exist.
error SupplyCapExceeded(uint256 wanted, uint256 room);
/// Bonuses together stay below 2^127 units, which leaves interest its own 2^127.
error BonusCapExceeded();
/// 1000 monthly basis points are the most.
error RateTooHigh(uint256 rateBps);
/// The ledger is paused, and the validator with it.
error EnforcedLedgerPause();
/// 65,535 revocations of everything are the most.
error GenerationsExhausted(address owner);
/// The nonce was used, or passed.
error NonceAlreadyUsed(address owner, uint256 nonce);

// ---- authorizations ----
/// Neither the owner's key nor its wallet signed this.
error InvalidSignature(address owner);
/// Only the authorization's owner may do this without a signature.
error NotOwner(address owner, address caller);
/// One-time authorizations are not registered.
error NotStanding();
/// Cap, generation or nonce lie outside what the ledger can keep.
error MalformedAuthorization();
/// It is registered; its cap is not renewed.
error AlreadyRegistered(bytes32 authorization);
/// It was taken back for good.
error AuthorizationIsRevoked(bytes32 authorization);
/// Its last second has passed.
error AuthorizationExpired(uint256 validUntil);
/// It was signed under another generation than the owner's current one.
error StaleGeneration(uint256 signed, uint256 current);
/// Too little gas was sent along to give a smart wallet its full share; send more.
error TooLittleGasForWallet();

// ---- batches ----
/// Neither TK nor TKI.
error UnknownToken(address token);
/// A batch has a leg at least.
error EmptyBatch();
/// A batch has 65,535 legs at most.
error TooManyLegs(uint256 legs);
/// There must be as many payers as legs.
error UnequalLengths();
/// The id was used before.
error BatchExists(uint128 batchId);
/// No batch was submitted under this id.
error UnknownBatch(uint128 batchId);
/// What was presented is not what was submitted.
error BatchMismatch(uint128 batchId);
/// More words than the batch's legs fill.
error BitmapTooLong(uint128 batchId);
/// None of these legs can be released (any more).
error NothingToRelease(uint128 batchId);
/// An owner cancels legs of its own alone.
error NotLegOwner(uint128 batchId, uint256 leg, address caller);
/// Epochs are settled once they have ended.
error EpochNotEnded(uint256 epoch);
/// The batch was submitted in another epoch.
error WrongEpoch(uint128 batchId, uint256 epoch);

// ---- money in and out ----
/// A payment is minted once.
error PaymentAlreadyMinted(bytes32 paymentId);
/// A withdrawal is burned once.
error WithdrawalAlreadyUsed(bytes32 withdrawalId);
/// Only what was burned, and not yet returned, can be returned.
error WithdrawalNotBurned(bytes32 withdrawalId);
/// `left` wei of TK may still be minted for payments today (UTC).
error DailyMintLimitExceeded(uint256 wanted, uint256 left);
/// An amount of nothing.
error ZeroAmountRefused();
/// 100 TKI per TK are the most.
error BonusTooHigh(uint256 bonusPerTK);
/// Zero, and our own contracts, are never creators.
error NotACreatorAddress(address account);

// ---- delegations (ERC-7710) ----
/// The admin has not allowed this manager.
error DelegationManagerNotAllowed(address manager);
/// The admin has not allowed this enforcer.
error CaveatEnforcerNotAllowed(address enforcer);
/// The fan whose batch it is must have delegated.
error DelegationNotFromOwner(address delegator);
/// The delegation must name this contract.
error DelegationNotToController(address delegate);
/// One delegation, straight from the owner.
error DelegationChainRefused(uint256 length);
/// The manager did not move the amount into escrow.
error DelegationMovedNothing();
/// A delegated batch has good legs alone.
error BadLeg(uint256 leg);
