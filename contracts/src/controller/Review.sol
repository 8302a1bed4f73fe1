// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BatchSlot} from "../libraries/BatchSlot.sol";
import {IRevenueController} from "../interfaces/IRevenueController.sol";
import {Approval, BatchData} from "../interfaces/OvationTypes.sol";
import {Batches} from "./Batches.sol";
import "../interfaces/OvationErrors.sol";

/// @notice Approval, rejection and cancellation. Bits of legs that have moved on are passed over: a fan's cancel that
/// came first must not undo the approval of the others.
abstract contract Review is Batches {
    using BatchSlot for uint256;

    /// @inheritdoc IRevenueController
    function approve(Approval[] calldata approvals) external onlyRole(COMPLIANCE_ROLE) whenNotPaused {
        for (uint256 i; i < approvals.length; ++i) {
            _approve(approvals[i].batchId, approvals[i].bitmap);
        }
    }

    /// @inheritdoc IRevenueController
    function reject(uint128 batchId, BatchData calldata data, uint256[] calldata bitmap)
        external
        onlyRole(COMPLIANCE_ROLE)
        whenNotPaused
        nonReentrant
    {
        _release(batchId, data, bitmap, true, true);
    }

    /// @inheritdoc IRevenueController
    function cancel(uint128 batchId, BatchData calldata data, uint256[] calldata bitmap) external nonReentrant {
        _release(batchId, data, bitmap, false, hasRole(RELAYER_ROLE, msg.sender));
    }

    function _approve(uint128 batchId, uint256[] calldata bitmap) private {
        uint256 slot = _existing(batchId);
        uint256 words = slot.wordCount();
        if (bitmap.length > words) revert BitmapTooLong(batchId);
        uint256[] memory fresh = new uint256[](words);
        bool all = true;
        uint256 any;
        for (uint256 word; word < words; ++word) {
            uint256 gone = _approvedIn(slot, batchId, word) | _releasedIn(slot, batchId, word);
            uint256 bits = word < bitmap.length ? bitmap[word] & slot.mask(word) & ~gone : 0;
            fresh[word] = bits;
            any |= bits;
            if (gone | bits != slot.mask(word)) all = false;
        }
        if (any == 0) return;
        if (all) {
            _batches[batchId] = slot | BatchSlot.ALL_APPROVED;
        } else {
            for (uint256 word; word < words; ++word) {
                if (fresh[word] != 0) _approved[batchId][word] = _approvedIn(slot, batchId, word) | fresh[word];
            }
            if (!slot.has(BatchSlot.SOME_APPROVED)) _batches[batchId] = slot | BatchSlot.SOME_APPROVED;
        }
        emit IntentsApproved(batchId, fresh);
    }

    /// @param rejected Approved legs are released too.
    /// @param ofAnyone Otherwise every leg must be the caller's own.
    function _release(uint128 batchId, BatchData calldata data, uint256[] calldata bitmap, bool rejected, bool ofAnyone)
        private
    {
        uint256 slot = _matching(batchId, data);
        uint256[] memory bits = _markReleased(batchId, slot, bitmap, rejected);
        uint256[] memory releases = new uint256[](data.legs.length);
        uint256 count;
        for (uint256 leg; leg < data.legs.length; ++leg) {
            if ((bits[leg >> 8] >> (leg & 255)) & 1 == 0) continue;
            address owner = data.owners[leg];
            if (!ofAnyone && owner != msg.sender) revert NotLegOwner(batchId, leg, msg.sender);
            releases[count++] = (uint256(uint160(owner)) << 96) | uint96(data.legs[leg]);
        }
        assembly ("memory-safe") {
            mstore(releases, count)
        }
        _escrowOf(data.token).release(releases);
        emit IntentsReleased(batchId, bits, rejected);
    }

    function _markReleased(uint128 batchId, uint256 slot, uint256[] calldata bitmap, bool approvedToo)
        private
        returns (uint256[] memory bits)
    {
        uint256 words = slot.wordCount();
        if (bitmap.length > words) revert BitmapTooLong(batchId);
        bits = new uint256[](words);
        uint256 any;
        for (uint256 word; word < bitmap.length; ++word) {
            uint256 released = _releasedIn(slot, batchId, word);
            uint256 kept = released | (approvedToo ? _settledIn(slot, batchId, word) : _approvedIn(slot, batchId, word));
            bits[word] = bitmap[word] & slot.mask(word) & ~kept;
            any |= bits[word];
            if (bits[word] != 0) _released[batchId][word] = released | bits[word];
        }
        if (any == 0) revert NothingToRelease(batchId);
        if (!slot.has(BatchSlot.SOME_RELEASED)) _batches[batchId] = slot | BatchSlot.SOME_RELEASED;
    }
}
