// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Authorization} from "./OvationTypes.sol";

/// @notice What fans have allowed and taken back. Everything here is for anybody; revocation works while paused.
interface IDelegationValidator {
    /// From now on legs may draw on it without a signature.
    event AuthorizationRegistered(address indexed owner, bytes32 indexed authorization, Authorization terms);
    /// No leg will be taken under it any more; `authorization` is its struct hash.
    event AuthorizationRevoked(address indexed owner, bytes32 indexed authorization);
    /// All that `owner` signed under a generation below `generation` is dead.
    event AllRevoked(address indexed owner, uint256 generation);

    /// Anyone may bring a fan's signed standing authorization.
    function register(Authorization calldata a, bytes calldata signature) external;
    /// By the owner.
    function revoke(Authorization calldata a) external;
    /// By anyone, with the owner's signature over Revocation(address owner,bytes32 authorization).
    function revokeBySig(Authorization calldata a, bytes calldata signature) external;
    /// By the owner: raises the generation.
    function revokeAll() external;
    /// By anyone, with the owner's signature over RevocationOfAll(address owner,uint256 generation): the current one.
    function revokeAllBySig(address owner, uint256 generation, bytes calldata signature) external;

    /// EIP-712 struct hash.
    function hashOf(Authorization calldata a) external view returns (bytes32);
    /// What is left of a registered standing authorization (wei) and whether it was ever registered or is revoked.
    function standing(address owner, bytes32 authorization)
        external
        view
        returns (bool registered, bool revoked, uint256 remaining, uint256 capPerIntent, uint64 validUntil);
    /// The generation under which the owner's signatures count now.
    function generationOf(address owner) external view returns (uint256);
    /// Whether no one-time authorization of this generation with `nonce` will be taken any more: used, or passed.
    function nonceUsed(address owner, uint256 nonce) external view returns (bool);
    /// The lowest nonce that no signature of this generation has used or passed yet.
    function nextNonce(address owner) external view returns (uint256);
}
