// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What is kept of a batch: `hash 224 | legs 16 | flags 16`, from the highest bits down.
/// @dev A batch that is approved and settled as a whole, as nearly all are, is described by two flags and needs no
/// bitmap at all. Bitmaps (a bit per leg) are written for the others only; a flag says that there is one to read.
library BatchSlot {
    /// Every leg that is not released is approved.
    uint256 internal constant ALL_APPROVED = 1;
    /// Every approved leg is settled, and none is open any more.
    uint256 internal constant ALL_SETTLED = 2;
    uint256 internal constant SOME_APPROVED = 4;
    uint256 internal constant SOME_RELEASED = 8;
    uint256 internal constant SOME_SETTLED = 16;

    uint256 internal constant MAX_LEGS = type(uint16).max;

    /// keccak256(abi.encode(token, submittedAt, legsHash, ownersHash)) with its low four bytes cleared.
    function hashOf(address token, uint256 submittedAt, bytes32 legsHash, bytes32 ownersHash)
        internal
        pure
        returns (bytes32 result)
    {
        result = keccak256(abi.encode(token, submittedAt, legsHash, ownersHash));
        return (result >> 32) << 32;
    }

    function pack(bytes32 hash_, uint256 legs, uint256 flags) internal pure returns (uint256) {
        return uint256(hash_) | (legs << 16) | flags;
    }

    function hash(uint256 slot) internal pure returns (bytes32) {
        return bytes32((slot >> 32) << 32);
    }

    function legCount(uint256 slot) internal pure returns (uint256) {
        return uint16(slot >> 16);
    }

    function has(uint256 slot, uint256 flag) internal pure returns (bool) {
        return slot & flag != 0;
    }

    function wordCount(uint256 slot) internal pure returns (uint256) {
        return (legCount(slot) + 255) >> 8;
    }

    /// The bits of word `word` that stand for legs.
    function mask(uint256 slot, uint256 word) internal pure returns (uint256) {
        uint256 rest = legCount(slot) - (word << 8);
        return rest >= 256 ? type(uint256).max : (1 << rest) - 1;
    }
}
