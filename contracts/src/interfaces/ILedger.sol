// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What the other three contracts may ask of the ledger in TK. Nothing here is callable by anybody else.
/// @dev A charge is two words: `owner << 96 | amount`, then its terms `standing << 40 | generation << 24 | nonce`.
/// Payments and releases are one word each: `account << 96 | amount`.
interface ILedger {
    // ---- by the controller: TK ----
    function mint(address to, uint256 amount) external;
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
    function setRate(uint256 rateBps) external;
    function setPaused(bool paused) external;
    /// Opens an account's slot, so that its first payout costs no more than the later ones.
    function open(address account) external;
    /// From now to the end of the transaction `from` may move exactly `amount` of `token` into escrow, once.
    function expectFunding(address token, address from, uint256 amount) external;
    function fundingOutstanding(address token, address from) external view returns (uint256);

    // ---- by TKI ----
    function collectInterest(uint256[] calldata charges) external returns (uint256 taken, bytes memory reasons);
    function releaseInterest(uint256[] calldata releases) external;
    function burnInterest(uint256 amount) external;
    function mintInterest(address to, uint256 amount) external;
    function moveInterest(address from, address to, uint256 amount) external;
    function accrue(address account) external returns (uint256 earned, uint256 index);

    // ---- by the validator ----
    function raiseGeneration(address owner) external returns (uint256 generation);
    function useNonce(address owner, uint256 nonce) external;
    function prime(address owner) external;

    // ---- views ----
    function interestOf(address account) external view returns (uint256);
    function interestSupply() external view returns (uint256);
    function noncesOf(address owner) external view returns (uint256 generation, uint256 nonceBase, uint256 nonceWindow);
    function paused() external view returns (bool);
    function mintable() external view returns (uint256);
}
