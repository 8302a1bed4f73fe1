// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice A registered standing authorization:
/// `flags 8 | generation 16 | validUntil 40 | capPerIntent 96 | remaining 96`, from the highest bits down.
/// @dev The one slot that a draw on it writes. What most of them don't have, a creator scope and a later start, is in a
/// second slot that is only read where the flag says so.
library StandingSlot {
    uint256 internal constant REGISTERED = 1 << 248;
    uint256 internal constant REVOKED = 1 << 249;
    uint256 internal constant FOR_TKI = 1 << 250;
    uint256 internal constant NARROWED = 1 << 251;

    function pack(uint256 flags_, uint256 generation_, uint256 validUntil_, uint256 capPerIntent_, uint256 remaining_)
        internal
        pure
        returns (uint256)
    {
        return flags_ | (generation_ << 232) | (validUntil_ << 192) | (capPerIntent_ << 96) | remaining_;
    }

    function flags(uint256 slot) internal pure returns (uint256) {
        return (slot >> 248) << 248;
    }

    function generation(uint256 slot) internal pure returns (uint256) {
        return uint16(slot >> 232);
    }

    function validUntil(uint256 slot) internal pure returns (uint256) {
        return uint40(slot >> 192);
    }

    function capPerIntent(uint256 slot) internal pure returns (uint256) {
        return uint96(slot >> 96);
    }

    function remaining(uint256 slot) internal pure returns (uint256) {
        return uint96(slot);
    }
}
