// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice The second slot of an account, which a clap writes:
/// `opened 8 | nonceWindow 32 | nonceBase 24 | generation 16 | headroom 72 | spent 104`, from the highest bits down.
/// @dev `spent` is all TKI that ever left the account into escrow and did not come back, in wei; never more than what
/// was earned, which is below 2^101.
///
/// `headroom` is a lower bound of the account's TKI balance: what it had earned when we last looked at the first slot,
/// less what was spent since. Interest only ever adds to it, so that a clap within the headroom needs not read the
/// first slot at all. It saturates; whatever takes interest away but spending (a transfer of TKI) sets it anew.
///
/// Nonces below `nonceBase` are used or passed; bit i of the window tells whether nonceBase + i is used. Bit 0 is
/// never set: the base moves on instead. A nonce beyond the window slides it along, and what falls out behind is
/// passed. So a clap that was skipped never blocks the next ones.
library SpendingSlot {
    uint256 internal constant MAX_HEADROOM = type(uint72).max;
    uint256 internal constant MAX_GENERATION = type(uint16).max;
    /// One below the range of 24 bits, so that the base can move past it.
    uint256 internal constant MAX_NONCE = type(uint24).max - 1;
    uint256 internal constant WINDOW = 32;
    uint256 internal constant OPENED = 1 << 248;

    uint256 private constant MONEY = (1 << 176) - 1;
    uint256 private constant NONCES = ((1 << 56) - 1) << 192;

    function spent(uint256 slot) internal pure returns (uint256) {
        return uint104(slot);
    }

    function headroom(uint256 slot) internal pure returns (uint256) {
        return uint72(slot >> 104);
    }

    function generation(uint256 slot) internal pure returns (uint256) {
        return uint16(slot >> 176);
    }

    function nonceBase(uint256 slot) internal pure returns (uint256) {
        return uint24(slot >> 192);
    }

    function nonceWindow(uint256 slot) internal pure returns (uint256) {
        return uint32(slot >> 216);
    }

    /// `headroom_` may be any lower bound of the balance; it is cut to what the slot holds.
    function withMoney(uint256 slot, uint256 spent_, uint256 headroom_) internal pure returns (uint256) {
        if (headroom_ > MAX_HEADROOM) headroom_ = MAX_HEADROOM;
        return (slot & ~MONEY) | (headroom_ << 104) | spent_;
    }

    /// The next generation starts with no nonce used.
    function withNextGeneration(uint256 slot) internal pure returns (uint256) {
        return (slot & ~NONCES) + (1 << 176);
    }

    /// The slot with `nonce`, of at most MAX_NONCE, used; zero, which no such slot is, if it already was.
    function useNonce(uint256 slot, uint256 nonce) internal pure returns (uint256) {
        unchecked {
            uint256 base = nonceBase(slot);
            if (nonce < base) return 0;
            uint256 window = nonceWindow(slot);
            uint256 offset = nonce - base;
            if (offset < WINDOW && (window >> offset) & 1 == 1) return 0;
            if (offset >= WINDOW) {
                uint256 slide = offset - (WINDOW - 1);
                window = slide < WINDOW ? window >> slide : 0;
                base += slide;
                offset = WINDOW - 1;
            }
            window |= 1 << offset;
            while (window & 1 == 1) {
                window >>= 1;
                ++base;
            }
            return (slot & ~NONCES) | (window << 216) | (base << 192);
        }
    }
}
