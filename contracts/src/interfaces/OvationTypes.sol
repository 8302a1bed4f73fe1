// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What a fan signs (EIP-712, domain {name: "Ovation", version: "1", chainId, verifyingContract:
/// DelegationValidator}): it lets the RevenueController, and nobody else, take up to `cap` of `token` for creators.
/// @dev `salt` tells the two kinds apart.
/// One-time: `salt = generation << 64 | nonce`. Used once, in any order within the owner's nonce window; it may carry
/// one leg or a bundle of legs, together at most `cap`.
/// Standing: `salt = 1 << 255 | generation << 64 | random64`. Registered once with its signature; later legs need no
/// signature until `cap` is spent, `validUntil` has passed or it is revoked.
/// `generation` is the owner's: revoking everything raises it, and all that was signed under an older one is dead.
struct Authorization {
    address owner;
    /// TK or TKI.
    address token;
    /// The one creator who may be paid, or zero for any registered creator.
    address creator;
    /// Wei of `token`, at most 2^96-1.
    uint256 cap;
    /// Wei of `token` that a single leg may take at most.
    uint256 capPerIntent;
    /// Seconds since 1970; valid from this second on.
    uint64 validAfter;
    /// Seconds since 1970; valid up to and including this second.
    uint64 validUntil;
    uint256 salt;
}

/// @notice The legs of a batch that one authorization pays for.
struct Draw {
    address owner;
    /// Creator scope as signed. Ignored for a standing draw without signature.
    address creator;
    uint256 cap;
    uint256 capPerIntent;
    uint64 validAfter;
    uint64 validUntil;
    uint256 salt;
    /// Of a registered standing authorization: its struct hash, with everything above but `owner` zero and
    /// `signature` empty. Otherwise zero.
    bytes32 standing;
    /// 65 bytes r, s, v of an EOA, or what the wallet's ERC-1271 understands.
    bytes signature;
    /// Per leg: creator << 96 | wei.
    uint256[] legs;
}

/// @notice One clap or gift with a one-time authorization that allows exactly it: `creator`, `cap` and `capPerIntent` as
/// signed are the leg's creator and amount. What most draws are, in a third of the calldata.
struct SignedLeg {
    address owner;
    /// creator << 96 | wei.
    uint256 leg;
    /// v << 208 | validUntil << 144 | validAfter << 80 | salt; of an EOA (or its EIP-7702 account), v 27 or 28.
    uint256 terms;
    bytes32 r;
    bytes32 s;
}

/// @notice One batch as approval, refund and settlement present it again; its hash is what the chain kept.
struct BatchData {
    address token;
    /// Second at which the batch was submitted, from its BatchSubmitted event.
    uint40 submittedAt;
    /// All legs in the order submitted, skipped ones included: creator << 96 | wei.
    uint256[] legs;
    /// The owner of each leg.
    address[] owners;
}

/// @notice A batch to settle: as BatchData, with the owners folded to their hash.
struct Settlement {
    uint128 batchId;
    address token;
    uint40 submittedAt;
    bytes32 ownersHash;
    uint256[] legs;
}

/// @notice Which legs of a batch are approved; bit i % 256 of word i / 256 is leg i.
struct Approval {
    uint128 batchId;
    uint256[] bitmap;
}

/// @notice Where one leg stands. Moves only downwards: Open to Approved or Released; Approved to Settled.
enum LegState {
    None,
    Open,
    Approved,
    Released,
    Settled
}

/// @notice Why a leg was skipped at submission.
enum SkipReason {
    None,
    BadSignature,
    NotYetValid,
    Expired,
    Revoked,
    NonceUsed,
    OverCap,
    OverCapPerIntent,
    WrongCreator,
    UnknownCreator,
    InsufficientBalance,
    ZeroAmount,
    Malformed,
    UnknownAuthorization
}
