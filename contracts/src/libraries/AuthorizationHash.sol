// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Authorization, Draw, SignedLeg} from "../interfaces/OvationTypes.sol";

/// @notice EIP-712 struct hashes of what a fan or creator signs.
library AuthorizationHash {
    bytes32 internal constant AUTHORIZATION_TYPEHASH = keccak256(
        "Authorization(address owner,address token,address creator,uint256 cap,uint256 capPerIntent,uint64 validAfter,uint64 validUntil,uint256 salt)"
    );
    bytes32 internal constant REVOCATION_TYPEHASH = keccak256("Revocation(address owner,bytes32 authorization)");
    bytes32 internal constant REVOCATION_OF_ALL_TYPEHASH =
        keccak256("RevocationOfAll(address owner,uint256 generation)");
    bytes32 internal constant WITHDRAWAL_TYPEHASH =
        keccak256("Withdrawal(address owner,uint256 amount,bytes32 withdrawalId)");

    function hash(Authorization calldata a) internal pure returns (bytes32) {
        return keccak256(
            abi.encode(
                AUTHORIZATION_TYPEHASH,
                a.owner,
                a.token,
                a.creator,
                a.cap,
                a.capPerIntent,
                a.validAfter,
                a.validUntil,
                a.salt
            )
        );
    }

    /// @dev Of a draw's terms for `token`. The fields lie in a draw as in an Authorization, but for the token, which a
    /// batch has only once. Written without abi.encode, which would take new memory for every draw of a batch.
    function hash(Draw calldata d, address token) internal pure returns (bytes32 result) {
        bytes32 typehash = AUTHORIZATION_TYPEHASH;
        assembly ("memory-safe") {
            let m := mload(0x40)
            mstore(m, typehash)
            calldatacopy(add(m, 0x20), d, 0x20) // owner
            mstore(add(m, 0x40), token)
            calldatacopy(add(m, 0x60), add(d, 0x20), 0xc0) // creator, cap, capPerIntent, validAfter, validUntil, salt
            result := keccak256(m, 0x120)
        }
    }

    /// @dev Of the authorization that allows exactly this leg.
    function hash(SignedLeg calldata l, address token) internal pure returns (bytes32 result) {
        bytes32 typehash = AUTHORIZATION_TYPEHASH;
        address owner = l.owner;
        uint256 leg = l.leg;
        uint256 terms = l.terms;
        assembly ("memory-safe") {
            let m := mload(0x40)
            mstore(m, typehash)
            mstore(add(m, 0x20), owner)
            mstore(add(m, 0x40), token)
            mstore(add(m, 0x60), shr(96, leg)) // creator
            mstore(add(m, 0x80), and(leg, 0xffffffffffffffffffffffff)) // cap
            mstore(add(m, 0xa0), and(leg, 0xffffffffffffffffffffffff)) // capPerIntent
            mstore(add(m, 0xc0), and(shr(80, terms), 0xffffffffffffffff)) // validAfter
            mstore(add(m, 0xe0), and(shr(144, terms), 0xffffffffffffffff)) // validUntil
            mstore(add(m, 0x100), and(terms, 0xffffffffffffffffffff)) // salt
            result := keccak256(m, 0x120)
        }
    }

    function revocation(address owner, bytes32 authorization) internal pure returns (bytes32) {
        return keccak256(abi.encode(REVOCATION_TYPEHASH, owner, authorization));
    }

    function revocationOfAll(address owner, uint256 generation) internal pure returns (bytes32) {
        return keccak256(abi.encode(REVOCATION_OF_ALL_TYPEHASH, owner, generation));
    }

    function withdrawal(address owner, uint256 amount, bytes32 withdrawalId) internal pure returns (bytes32) {
        return keccak256(abi.encode(WITHDRAWAL_TYPEHASH, owner, amount, withdrawalId));
    }
}
