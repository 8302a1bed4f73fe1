// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice ERC-7710 as MetaMask's delegation framework defines it (version 1.3): the parts that we call or read.
struct Caveat {
    address enforcer;
    bytes terms;
    bytes args;
}

struct Delegation {
    address delegate;
    address delegator;
    bytes32 authority;
    Caveat[] caveats;
    uint256 salt;
    bytes signature;
}

interface IDelegationManager {
    /// `permissionContexts`: each abi.encode(Delegation[]), leaf first. `modes`: ERC-7579 mode codes.
    /// `executionCallDatas`: for a single call abi.encodePacked(target, value, callData).
    function redeemDelegations(
        bytes[] calldata permissionContexts,
        bytes32[] calldata modes,
        bytes[] calldata executionCallDatas
    ) external;
}
