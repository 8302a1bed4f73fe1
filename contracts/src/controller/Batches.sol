// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BatchSlot} from "../libraries/BatchSlot.sol";
import {IRevenueController} from "../interfaces/IRevenueController.sol";
import {IEscrowToken} from "../interfaces/IEscrowToken.sol";
import {BatchData, LegState, SkipReason} from "../interfaces/OvationTypes.sol";
import {ControllerBase} from "./ControllerBase.sol";
import "../interfaces/OvationErrors.sol";

/// @notice What the chain keeps of batches, and where each leg stands.
abstract contract Batches is ControllerBase {
    using BatchSlot for uint256;

    mapping(uint128 batchId => uint256) internal _batches;
    mapping(uint128 batchId => mapping(uint256 word => uint256)) internal _approved;
    /// Skipped at submission, cancelled or rejected. Wins over approved.
    mapping(uint128 batchId => mapping(uint256 word => uint256)) internal _released;
    mapping(uint128 batchId => mapping(uint256 word => uint256)) internal _settled;

    /// @inheritdoc IRevenueController
    function batchHash(uint128 batchId) external view returns (bytes32) {
        return _batches[batchId].hash();
    }

    /// Legs of a batch, skipped ones included; zero if there is no such batch.
    function legCount(uint128 batchId) external view returns (uint256) {
        return _batches[batchId].legCount();
    }

    /// @inheritdoc IRevenueController
    function legState(uint128 batchId, uint256 leg) external view returns (LegState) {
        uint256 slot = _batches[batchId];
        if (leg >= slot.legCount()) return LegState.None;
        uint256 word = leg >> 8;
        uint256 bit = 1 << (leg & 255);
        if (_releasedIn(slot, batchId, word) & bit != 0) return LegState.Released;
        if (_settledIn(slot, batchId, word) & bit != 0) return LegState.Settled;
        return _approvedIn(slot, batchId, word) & bit != 0 ? LegState.Approved : LegState.Open;
    }

    function _create(
        uint128 batchId,
        address token,
        bytes32 legsHash,
        bytes32 ownersHash,
        uint256 legs,
        uint256 escrowed,
        bytes memory reasons
    ) internal {
        uint256 flags = _writeSkipped(batchId, _reportSkipped(batchId, reasons));
        bytes32 hash = BatchSlot.hashOf(token, block.timestamp, legsHash, ownersHash);
        _batches[batchId] = BatchSlot.pack(hash, legs, flags);
        emit BatchSubmitted(batchId, token, uint40(block.timestamp), legs, escrowed, hash);
    }

    /// @return skipped A bitmap of the skipped legs; empty when there is none.
    function _reportSkipped(uint128 batchId, bytes memory reasons) private returns (uint256[] memory skipped) {
        uint256 count = reasons.length;
        for (uint256 start; start < count; start += 32) {
            // Reasons beyond the end lie in the zero padding.
            uint256 chunk;
            assembly ("memory-safe") {
                chunk := mload(add(add(reasons, 0x20), start))
            }
            if (chunk == 0) continue;
            if (skipped.length == 0) skipped = new uint256[]((count + 255) >> 8);
            for (uint256 leg = start; leg < start + 32 && leg < count; ++leg) {
                if (reasons[leg] == 0) continue;
                skipped[leg >> 8] |= 1 << (leg & 255);
                emit IntentSkipped(batchId, leg, SkipReason(uint8(reasons[leg])));
            }
        }
    }

    function _writeSkipped(uint128 batchId, uint256[] memory skipped) private returns (uint256 flags) {
        for (uint256 word; word < skipped.length; ++word) {
            if (skipped[word] == 0) continue;
            _released[batchId][word] = skipped[word];
            flags = BatchSlot.SOME_RELEASED;
        }
    }

    function _existing(uint128 batchId) internal view returns (uint256 slot) {
        slot = _batches[batchId];
        if (slot == 0) revert UnknownBatch(batchId);
    }

    function _matching(uint128 batchId, BatchData calldata data) internal view returns (uint256 slot) {
        slot = _existing(batchId);
        bytes32 legsHash = keccak256(abi.encodePacked(data.legs));
        bytes32 ownersHash = keccak256(abi.encodePacked(data.owners));
        if (BatchSlot.hashOf(data.token, data.submittedAt, legsHash, ownersHash) != slot.hash()) {
            revert BatchMismatch(batchId);
        }
    }

    function _approvedIn(uint256 slot, uint128 batchId, uint256 word) internal view returns (uint256) {
        if (slot.has(BatchSlot.ALL_APPROVED)) return slot.mask(word);
        return slot.has(BatchSlot.SOME_APPROVED) ? _approved[batchId][word] : 0;
    }

    function _releasedIn(uint256 slot, uint128 batchId, uint256 word) internal view returns (uint256) {
        return slot.has(BatchSlot.SOME_RELEASED) ? _released[batchId][word] : 0;
    }

    function _settledIn(uint256 slot, uint128 batchId, uint256 word) internal view returns (uint256) {
        if (slot.has(BatchSlot.ALL_SETTLED)) return _approvedIn(slot, batchId, word);
        return slot.has(BatchSlot.SOME_SETTLED) ? _settled[batchId][word] : 0;
    }

    function _escrowOf(address token) internal view returns (IEscrowToken) {
        if (token == address(tki)) return IEscrowToken(address(tki));
        if (token == address(tk)) return IEscrowToken(address(tk));
        revert UnknownToken(token);
    }
}
