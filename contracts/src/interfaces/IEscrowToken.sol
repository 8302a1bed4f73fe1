// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What the controller asks of TKI. TK answers to the first two as well, so that a batch needs not care.
interface IEscrowToken {
    /// Takes charges (see ILedger) into escrow; those that the owner's generation, nonces or balance don't allow are left.
    /// `taken` wei in all; `reasons` one byte (a SkipReason) per charge, or none at all if every charge was taken.
    function collect(uint256[] calldata charges) external returns (uint256 taken, bytes memory reasons);
    /// Gives amounts (`owner << 96 | wei` each) back from escrow. Works while paused.
    function release(uint256[] calldata releases) external;
}

/// @notice What only TKI does for the controller.
interface IInterestEscrow is IEscrowToken {
    /// Ends claps that are paid out.
    function burnEscrow(uint256 amount) external;
    /// Gives `to` TKI that no TK has earned.
    function mintBonus(address to, uint256 amount) external;
}
