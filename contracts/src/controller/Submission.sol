// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BatchSlot} from "../libraries/BatchSlot.sol";
import {IAuthorizationGate} from "../interfaces/IAuthorizationGate.sol";
import {IEscrowToken} from "../interfaces/IEscrowToken.sol";
import {IRevenueController} from "../interfaces/IRevenueController.sol";
import {Draw, SkipReason} from "../interfaces/OvationTypes.sol";
import {AuthorizationHash} from "../libraries/AuthorizationHash.sol";
import {Batches} from "./Batches.sol";
import "../interfaces/OvationErrors.sol";

/// @notice Submission: the validator judges all legs of a batch in one call, the token takes what is left of each draw
/// into escrow in one call, and what remains is a hash.
abstract contract Submission is Batches {
    /// @inheritdoc IRevenueController
    function submit(uint128 batchId, address token, Draw[] calldata draws)
        external
        onlyRole(RELAYER_ROLE)
        whenNotPaused
        nonReentrant
    {
        IEscrowToken escrow = _newBatch(batchId, token);
        (uint256[] memory charges, bytes memory reasons) = _askValidator(IAuthorizationGate.verify.selector);
        (uint256 taken, bytes memory refusals) = escrow.collect(charges);

        uint256 count = reasons.length;
        _checkLegCount(count);
        uint256[] memory legs = new uint256[](count);
        address[] memory owners = new address[](count);
        uint256 leg;
        for (uint256 i; i < draws.length; ++i) {
            Draw calldata draw = draws[i];
            if (refusals[i] != 0) taken += _takeWhatFits(draw, token, charges, i, reasons, leg, refusals[i]);
            address owner = draw.owner;
            uint256[] calldata own = draw.legs;
            for (uint256 j; j < own.length; ++j) {
                legs[leg] = own[j];
                owners[leg] = owner;
                unchecked {
                    ++leg;
                }
            }
        }
        _create(
            batchId,
            token,
            keccak256(abi.encodePacked(legs)),
            keccak256(abi.encodePacked(owners)),
            count,
            taken,
            _reportSkipped(batchId, reasons)
        );
    }

    /// @inheritdoc IRevenueController
    function submitStanding(
        uint128 batchId,
        address token,
        address[] calldata owners,
        bytes32[] calldata authorizations,
        uint256[] calldata legs
    ) external onlyRole(RELAYER_ROLE) whenNotPaused nonReentrant {
        IEscrowToken escrow = _newBatch(batchId, token);
        uint256 count = legs.length;
        _checkLegCount(count);
        if (owners.length != count || authorizations.length != count) revert UnequalLengths();
        (uint256[] memory charges, bytes memory reasons) = _askValidator(IAuthorizationGate.verifyStanding.selector);
        (uint256 taken, bytes memory refusals) = escrow.collect(charges);
        for (uint256 i; i < count; ++i) {
            if (refusals[i] == 0) continue;
            reasons[i] = refusals[i];
            validator.restore(owners[i], authorizations[i], uint96(charges[2 * i]));
        }
        _create(
            batchId,
            token,
            keccak256(abi.encodePacked(legs)),
            keccak256(abi.encodePacked(owners)),
            count,
            taken,
            _reportSkipped(batchId, reasons)
        );
    }

    function _newBatch(uint128 batchId, address token) private view returns (IEscrowToken) {
        if (_batches[batchId] != 0) revert BatchExists(batchId);
        return _escrowOf(token);
    }

    function _checkLegCount(uint256 count) internal pure {
        if (count == 0) revert EmptyBatch();
        if (count > BatchSlot.MAX_LEGS) revert TooManyLegs(count);
    }

    /// @dev Hands this call's own arguments on, byte for byte: encoding them anew would cost more than a signature.
    function _askValidator(bytes4 selector) private returns (uint256[] memory charges, bytes memory reasons) {
        bytes memory question = msg.data;
        address target = address(validator);
        assembly ("memory-safe") {
            let first := add(question, 0x20)
            mstore(first, or(selector, shr(32, shl(32, mload(first)))))
            let end := mload(0x40)
            if iszero(call(gas(), target, 0, first, mload(question), 0, 0)) {
                returndatacopy(end, 0, returndatasize())
                revert(end, returndatasize())
            }
            // The answer is ours: abi.encode(uint256[], bytes). It is used where it lies.
            returndatacopy(end, 0, returndatasize())
            mstore(0x40, add(end, and(add(returndatasize(), 0x1f), not(0x1f))))
            charges := add(end, mload(end))
            reasons := add(end, mload(add(end, 0x20)))
        }
    }

    /// @dev The ledger refused a draw of which the validator had let `charges` pass. If the owner merely has too
    /// little, the legs that fit are taken one after the other; the rest are marked, and given back to a standing cap.
    function _takeWhatFits(
        Draw calldata draw,
        address token,
        uint256[] memory charges,
        uint256 index,
        bytes memory reasons,
        uint256 first,
        bytes1 refusal
    ) private returns (uint256 taken) {
        bool fits = refusal == bytes1(uint8(SkipReason.InsufficientBalance)) && draw.legs.length > 1;
        uint256 left = fits ? IERC20Balance(token).balanceOf(draw.owner) : 0;
        for (uint256 j; j < draw.legs.length; ++j) {
            if (reasons[first + j] != 0) continue;
            uint256 amount = uint96(draw.legs[j]);
            if (amount > left - taken) reasons[first + j] = refusal;
            else taken += amount;
        }
        if (taken != 0) {
            uint256[] memory charge = new uint256[](2);
            charge[0] = (uint256(uint160(draw.owner)) << 96) | taken;
            charge[1] = charges[2 * index + 1];
            _escrowOf(token).collect(charge);
        }
        if (charges[2 * index + 1] >> 40 != 0) {
            bytes32 authorization = draw.standing != 0 ? draw.standing : AuthorizationHash.hash(draw, token);
            validator.restore(draw.owner, authorization, uint96(charges[2 * index]) - taken);
        }
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
}

interface IERC20Balance {
    function balanceOf(address account) external view returns (uint256);
}
