// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BatchSlot} from "../libraries/BatchSlot.sol";
import {IRevenueController} from "../interfaces/IRevenueController.sol";
import {Settlement} from "../interfaces/OvationTypes.sol";
import {Batches} from "./Batches.sol";
import "../interfaces/OvationErrors.sol";

/// @notice Settlement and payout of the approved legs of an epoch, batch by batch.
/// @dev Bounded by what the caller passes; a batch that could be submitted can be settled in one transaction, since a
/// leg costs far less here. Nothing in it calls foreign code, so no fan and no creator can make it fail.
abstract contract EpochSettlement is Batches {
    using BatchSlot for uint256;

    /// `batchId` stays approved, because its payout would exceed the supply of TK; settle it again later.
    event SettlementSkipped(uint128 indexed batchId);

    /// What claps are worth at payout.
    uint256 public constant TKI_PER_TK = 100;

    /// @inheritdoc IRevenueController
    mapping(address creator => uint256) public remainderOf;

    /// What one batch pays: per creator `creator << 96 | wei`, in the order in which they first appear.
    struct Payout {
        uint256[] creators;
        uint256 count;
        uint256 total;
    }

    /// @inheritdoc IRevenueController
    function settleEpoch(uint256 epoch, Settlement[] calldata batches)
        external
        onlyRole(SETTLER_ROLE)
        whenNotPaused
        nonReentrant
    {
        if (epoch >= currentEpoch()) revert EpochNotEnded(epoch);
        for (uint256 i; i < batches.length; ++i) {
            _settle(epoch, batches[i]);
        }
    }

    function _settle(uint256 epoch, Settlement calldata batch) private {
        uint128 batchId = batch.batchId;
        uint256 slot = _existing(batchId);
        bytes32 legsHash = keccak256(abi.encodePacked(batch.legs));
        if (BatchSlot.hashOf(batch.token, batch.submittedAt, legsHash, batch.ownersHash) != slot.hash()) {
            revert BatchMismatch(batchId);
        }
        if (epochOf(batch.submittedAt) != epoch) revert WrongEpoch(batchId, epoch);

        (uint256[] memory due, bool any, bool last) = _dueLegs(batchId, slot);
        if (!any) return;
        Payout memory payout = _sumByCreator(batch.legs, due);
        bool claps = batch.token == address(tki);
        if (claps && payout.total / TKI_PER_TK + payout.count > tk.mintable()) {
            emit SettlementSkipped(batchId);
            return;
        }
        _markSettled(batchId, slot, due, last);
        if (claps) _payClaps(batchId, payout);
        else _payGifts(batchId, payout);
        emit BatchSettled(batchId, epoch, due, payout.total);
    }

    /// @dev `due` are the approved legs that are neither released nor settled; `last` says that no leg stays open, so
    /// that this is the batch's last settlement.
    function _dueLegs(uint128 batchId, uint256 slot) private view returns (uint256[] memory due, bool any, bool last) {
        uint256 words = slot.wordCount();
        due = new uint256[](words);
        last = true;
        for (uint256 word; word < words; ++word) {
            uint256 approved = _approvedIn(slot, batchId, word);
            uint256 released = _releasedIn(slot, batchId, word);
            due[word] = approved & ~released & ~_settledIn(slot, batchId, word);
            if (due[word] != 0) any = true;
            if (approved | released != slot.mask(word)) last = false;
        }
    }

    function _markSettled(uint128 batchId, uint256 slot, uint256[] memory due, bool last) private {
        if (last) {
            _batches[batchId] = slot | BatchSlot.ALL_SETTLED;
            return;
        }
        for (uint256 word; word < due.length; ++word) {
            if (due[word] != 0) _settled[batchId][word] = _settledIn(slot, batchId, word) | due[word];
        }
        if (!slot.has(BatchSlot.SOME_SETTLED)) _batches[batchId] = slot | BatchSlot.SOME_SETTLED;
    }

    /// @dev A creator's legs are summed while they follow each other, and then in transient storage, so that each
    /// creator is paid once per batch in whatever order the legs came. The sums are cleared again by the payout.
    function _sumByCreator(uint256[] calldata legs, uint256[] memory due) private returns (Payout memory payout) {
        uint256[] memory creators = new uint256[](legs.length);
        uint256 count;
        uint256 total;
        uint256 creator;
        uint256 run;
        uint256 bits;
        unchecked {
            for (uint256 leg; leg < legs.length; ++leg) {
                bits = leg & 255 == 0 ? due[leg >> 8] : bits >> 1;
                if (bits & 1 == 0) continue;
                uint256 word = legs[leg];
                if (word >> 96 != creator) {
                    count = _addTo(creators, count, creator, run);
                    total += run;
                    creator = word >> 96;
                    run = 0;
                }
                run += uint96(word);
            }
            count = _addTo(creators, count, creator, run);
            total += run;
        }
        for (uint256 i; i < count; ++i) {
            creator = creators[i];
            assembly ("memory-safe") {
                run := tload(creator)
                tstore(creator, 0)
            }
            creators[i] = (creator << 96) | run;
        }
        assembly ("memory-safe") {
            mstore(creators, count)
        }
        return Payout(creators, count, total);
    }

    /// A leg is never zero, so a sum of zero means a creator not seen before.
    function _addTo(uint256[] memory creators, uint256 count, uint256 creator, uint256 amount)
        private
        returns (uint256)
    {
        if (amount == 0) return count;
        uint256 before;
        assembly ("memory-safe") {
            before := tload(creator)
            tstore(creator, add(before, amount))
        }
        if (before != 0) return count;
        creators[count] = creator;
        return count + 1;
    }

    function _payClaps(uint128 batchId, Payout memory payout) private {
        uint256[] memory words = payout.creators;
        tki.burnEscrow(payout.total);
        for (uint256 i; i < payout.count; ++i) {
            address creator = address(uint160(words[i] >> 96));
            uint256 claps = uint96(words[i]);
            uint256 paid = claps / TKI_PER_TK;
            uint256 rest = claps % TKI_PER_TK;
            if (rest != 0) {
                // Amounts of whole hundreds, which nearly all are, don't touch the remainder.
                rest += remainderOf[creator];
                paid += rest / TKI_PER_TK;
                remainderOf[creator] = rest % TKI_PER_TK;
            }
            words[i] = (uint256(uint160(creator)) << 96) | paid;
            emit CreatorPaid(creator, batchId, claps, 0, paid);
        }
        tk.payClaps(words);
    }

    function _payGifts(uint128 batchId, Payout memory payout) private {
        uint256[] memory words = payout.creators;
        tk.payGifts(words);
        for (uint256 i; i < payout.count; ++i) {
            uint256 gifts = uint96(words[i]);
            emit CreatorPaid(address(uint160(words[i] >> 96)), batchId, 0, gifts, gifts);
        }
    }
}
