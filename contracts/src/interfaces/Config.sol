// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Whom the deployment gives which role, and the parameters it starts with.
struct Config {
    address admin;
    /// Seconds between the two steps of an admin hand-over.
    uint48 adminDelay;
    address relayer;
    address compliance;
    address settler;
    address treasurer;
    address pauser;
    /// Wei of TK that may be minted for payments per UTC day.
    uint256 dailyMintLimit;
}
