// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Access to word arrays without the bounds check, for loops that run to the array's own length.
/// Warning: the caller vouches for the index.
library Words {
    function load(uint256[] calldata words, uint256 i) internal pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := calldataload(add(words.offset, shl(5, i)))
        }
    }

    function set(uint256[] memory words, uint256 i, uint256 word) internal pure {
        assembly ("memory-safe") {
            mstore(add(add(words, 0x20), shl(5, i)), word)
        }
    }

    /// keccak256(abi.encodePacked(words)), without the copy.
    function hash(uint256[] memory words) internal pure returns (bytes32 result) {
        assembly ("memory-safe") {
            result := keccak256(add(words, 0x20), shl(5, mload(words)))
        }
    }

    /// Notes `reason` as the `i`th of `count` bytes, which are only made once there is something to note.
    function note(bytes memory reasons, uint256 count, uint256 i, uint8 reason) internal pure returns (bytes memory) {
        if (reasons.length == 0) reasons = new bytes(count);
        reasons[i] = bytes1(reason);
        return reasons;
    }
}
