// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What the controller asks of TKI. TK answers to the first two as well, so that a batch needs not care.
interface IEscrowToken {
    function collect(uint256[] calldata charges) external returns (uint256 taken, bytes memory reasons);
    function release(uint256[] calldata releases) external;
}

interface IInterestEscrow is IEscrowToken {
    function burnEscrow(uint256 amount) external;
    function mintBonus(address to, uint256 amount) external;
}
