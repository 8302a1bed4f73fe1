// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice The first slot of an account: `balance 88 | index 40 | earned 128`, from the highest bits down.
/// @dev Units and range. The index counts basis points per 30 days times seconds: an exact integer, 200 a second at
/// 2 % a month. It stops at 2^39-1, which is 87 years at 2 % and 17 years at the highest rate of 10 %. `earned` is the
/// sum of balance x index difference, never divided: a checkpoint rounds nothing away, so no number of checkpoints can
/// cost an account a wei. UNIT of it are one wei of TKI: 10,000 basis points x 2,592,000 seconds / 100, the 100 because
/// 1 TK of interest is 100 TKI.
///
/// No overflow. All balances together are below 2^88 and the index below 2^39, so all interest ever earned is below
/// 2^127; bonuses together are kept below 2^127 (see TK); the sum of both, and with it each account's share, is below
/// 2^128.
library AccountSlot {
    uint256 internal constant UNIT = 259_200_000;
    uint256 internal constant MAX_BALANCE = type(uint88).max;
    uint256 internal constant MAX_INDEX = (1 << 39) - 1;

    function balance(uint256 slot) internal pure returns (uint256) {
        return slot >> 168;
    }

    function index(uint256 slot) internal pure returns (uint256) {
        return (slot >> 128) & type(uint40).max;
    }

    function earned(uint256 slot) internal pure returns (uint256) {
        return uint128(slot);
    }

    /// What the account has earned when the index stands at `now_`.
    function earnedAt(uint256 slot, uint256 now_) internal pure returns (uint256) {
        unchecked {
            return earned(slot) + balance(slot) * (now_ - index(slot));
        }
    }

    function pack(uint256 balance_, uint256 index_, uint256 earned_) internal pure returns (uint256) {
        return (balance_ << 168) | (index_ << 128) | earned_;
    }
}
