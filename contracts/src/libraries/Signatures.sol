// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

import "../interfaces/OvationErrors.sol";

/// @notice Whether `owner` signed a digest: as an EOA, as an EOA with EIP-7702 code, or as an ERC-1271 wallet.
/// @dev ecrecover first: it is right for every key holder, delegated or not, and cheap. What it does not answer goes to
/// the owner's code if there is any. A wallet is foreign code: it gets a fixed share of gas, can't write (staticcall)
/// and can't make us copy more than one word.
library Signatures {
    /// Enough for a passkey verified in Solidity; a batch is never at risk of more than this per poisoned wallet.
    uint256 internal constant WALLET_GAS = 400_000;
    /// Half the order of secp256k1: of the two signatures for one message, (r, s) and (r, n - s), only the lower counts.
    uint256 private constant HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;

    function isValid(address owner, bytes32 digest, bytes calldata signature) internal view returns (bool) {
        if (signature.length == 65) {
            bytes32 r = bytes32(signature[:32]);
            bytes32 s = bytes32(signature[32:64]);
            if (isOfKey(owner, digest, uint8(signature[64]), r, s)) return true;
        }
        return owner.code.length != 0 && _walletAccepts(owner, digest, signature);
    }

    /// Whether the key whose address is `owner` signed: plain ECDSA, no call.
    function isOfKey(address owner, bytes32 digest, uint8 v, bytes32 r, bytes32 s) internal pure returns (bool) {
        // ecrecover answers zero to whatever is no signature.
        return uint256(s) <= HALF_ORDER && owner != address(0) && ecrecover(digest, v, r, s) == owner;
    }

    function _walletAccepts(address wallet, bytes32 digest, bytes calldata signature) private view returns (bool) {
        bytes memory question = abi.encodeCall(IERC1271.isValidSignature, (digest, signature));
        // EIP-150 keeps a 64th of the gas back: without this a caller could starve an honest wallet into a "no".
        if ((gasleft() * 63) / 64 < WALLET_GAS + 5_000) revert TooLittleGasForWallet();
        bool answered;
        uint256 size;
        bytes32 answer;
        assembly ("memory-safe") {
            answered := staticcall(WALLET_GAS, wallet, add(question, 0x20), mload(question), 0, 0x20)
            size := returndatasize()
            answer := mload(0)
        }
        return answered && size >= 32 && answer == bytes32(IERC1271.isValidSignature.selector);
    }
}
