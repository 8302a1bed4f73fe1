// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// All errors of Ovation's own, in one place. OpenZeppelin's (ERC-20, roles, pause) keep their names.

// ---- links ----
/// Only the linked contract may call this.
error OnlyController(address caller);
error OnlyInterestToken(address caller);
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
error RateTooHigh(uint256 rateBps);
error EnforcedLedgerPause();
error GenerationsExhausted(address owner);
error NonceAlreadyUsed(address owner, uint256 nonce);

// ---- authorizations ----
error InvalidSignature(address owner);
error NotOwner(address owner, address caller);
error NotStanding();
error MalformedAuthorization();
error AlreadyRegistered(bytes32 authorization);
error AuthorizationIsRevoked(bytes32 authorization);
error AuthorizationExpired(uint256 validUntil);
error StaleGeneration(uint256 signed, uint256 current);
/// Too little gas was sent along to give a smart wallet its full share; send more.
error TooLittleGasForWallet();

// ---- batches ----
error UnknownToken(address token);
error EmptyBatch();
error TooManyLegs(uint256 legs);
error UnequalLengths();
error BatchExists(uint128 batchId);
error UnknownBatch(uint128 batchId);
/// What was presented is not what was submitted.
error BatchMismatch(uint128 batchId);
error BitmapTooLong(uint128 batchId);
error NothingToRelease(uint128 batchId);
error NotLegOwner(uint128 batchId, uint256 leg, address caller);
error EpochNotEnded(uint256 epoch);
error WrongEpoch(uint128 batchId, uint256 epoch);

// ---- money in and out ----
error PaymentAlreadyMinted(bytes32 paymentId);
error WithdrawalAlreadyUsed(bytes32 withdrawalId);
error WithdrawalNotBurned(bytes32 withdrawalId);
error DailyMintLimitExceeded(uint256 wanted, uint256 left);
error ZeroAmountRefused();
error BonusTooHigh(uint256 bonusPerTK);
error NotACreatorAddress(address account);

// ---- delegations (ERC-7710) ----
error DelegationManagerNotAllowed(address manager);
error CaveatEnforcerNotAllowed(address enforcer);
error DelegationNotFromOwner(address delegator);
error DelegationNotToController(address delegate);
error DelegationChainRefused(uint256 length);
error DelegationMovedNothing();
error BadLeg(uint256 leg);
