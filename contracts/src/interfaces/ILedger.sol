// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What the other three contracts may ask of the ledger in TK. Nothing here but the views is
/// callable by anybody else.
/// @dev A charge is two words: `owner << 96 | amount`, then its terms `standing << 40 | generation << 24 | nonce`.
/// Payments and releases are one word each: `account << 96 | amount`.
interface ILedger {
    // ---- by the controller: TK ----
    /// For payments and returned withdrawals. Reverts with SupplyCapExceeded, or TransferToEscrow.
    function mint(address to, uint256 amount) external;
    /// For withdrawals. Reverts with ERC20InsufficientBalance.
    function burn(address from, uint256 amount) external;
    /// Takes gifts into escrow. `reasons` has one byte (a SkipReason) per charge, zero for those taken, or
    /// none at all if every charge was taken.
    function collect(uint256[] calldata charges) external returns (uint256 taken, bytes memory reasons);
    /// Mints TK to creators for claps.
    function payClaps(uint256[] calldata payments) external;
    /// Pays gifts from escrow.
    function payGifts(uint256[] calldata payments) external;
    /// Gives gifts back from escrow. Works while paused.
    function release(uint256[] calldata releases) external;
    /// Monthly basis points from now on. Reverts with RateTooHigh.
    function setRate(uint256 rateBps) external;
    /// While paused no transfer, mint or burn of either token goes through; releases do.
    function setPaused(bool paused) external;
    /// Opens an account's slot, so that its first payout costs no more than the later ones.
    function open(address account) external;
    /// From now to the end of the transaction `from` may move exactly `amount` of `token` into escrow, once.
    function expectFunding(address token, address from, uint256 amount) external;
    /// What `from` is expected to move, and has not yet.
    function fundingOutstanding(address token, address from) external view returns (uint256);

    // ---- by TKI ----
    /// As `collect`, of TKI.
    function collectInterest(uint256[] calldata charges) external returns (uint256 taken, bytes memory reasons);
    /// As `release`, of TKI.
    function releaseInterest(uint256[] calldata releases) external;
    /// Ends `amount` wei of TKI in escrow.
    function burnInterest(uint256 amount) external;
    /// Adds TKI that no TK has earned. Reverts with BonusCapExceeded.
    function mintInterest(address to, uint256 amount) external;
    /// A transfer of TKI between holders. Reverts with ERC20InsufficientBalance, or TransferToEscrow.
    function moveInterest(address from, address to, uint256 amount) external;
    /// Writes down what `account` has earned: undivided, see `ITK.Account`.
    function accrue(address account) external returns (uint256 earned, uint256 index);

    // ---- by the validator ----
    /// Kills what `owner` has signed; nonces start anew. Reverts with GenerationsExhausted.
    function raiseGeneration(address owner) external returns (uint256 generation);
    /// Uses a nonce up without taking anything. Reverts with NonceAlreadyUsed.
    function useNonce(address owner, uint256 nonce) external;
    /// Looks up the owner's TKI once, so that the claps to come need not.
    function prime(address owner) external;

    // ---- views ----
    /// Wei of TKI now, earned interest included; of the controller, what is in escrow.
    function interestOf(address account) external view returns (uint256);
    /// All interest earned and bonuses, less what was burned: at least the sum of all balances.
    function interestSupply() external view returns (uint256);
    /// Nonces below `nonceBase` are used or passed; bit i of `nonceWindow` says that nonceBase + i is used.
    function noncesOf(address owner) external view returns (uint256 generation, uint256 nonceBase, uint256 nonceWindow);
    /// See `setPaused`.
    function paused() external view returns (bool);
    /// Wei of TK that may still be minted before the supply is at its most.
    function mintable() external view returns (uint256);
}
