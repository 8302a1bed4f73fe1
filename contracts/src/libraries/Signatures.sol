// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

import "../interfaces/OvationErrors.sol";

/// @notice Whether `owner` signed a digest: as an EOA, as an EOA with EIP-7702 code, or as an ERC-1271 wallet.
/// @dev ecrecover first: it is right for every key holder, delegated or not, and cheap. What it does not answer goes to
/// the owner's code if there is any. A wallet is foreign code: it gets a fixed share of gas, can't write (staticcall)
/// and can't make us copy more than one word.
library Signatures {
    /// Enough for a passkey verified in Solidity; a batch is never at risk of more than this per poisoned wallet.
    uint256 internal constant WALLET_GAS = 400_000;

    function isValid(address owner, bytes32 digest, bytes calldata signature) internal view returns (bool) {
        if (signature.length == 65 && owner != address(0)) {
            (address signer,,) = ECDSA.tryRecoverCalldata(digest, signature);
            if (signer == owner) return true;
        }
        return owner.code.length != 0 && _walletAccepts(owner, digest, signature);
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
