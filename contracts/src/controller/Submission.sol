// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {BatchSlot} from "../libraries/BatchSlot.sol";
import {IAuthorizationGate} from "../interfaces/IAuthorizationGate.sol";
import {IEscrowToken} from "../interfaces/IEscrowToken.sol";
import {IRevenueController} from "../interfaces/IRevenueController.sol";
import {Draw, SignedLeg, SkipReason} from "../interfaces/OvationTypes.sol";
import {AuthorizationHash} from "../libraries/AuthorizationHash.sol";
import {Words} from "../libraries/Words.sol";
import {Batches} from "./Batches.sol";
import "../interfaces/OvationErrors.sol";

/// @notice Submission: the validator judges all legs of a batch in one call, the token takes what is left of each draw
/// into escrow in one call, and what remains is a hash.
abstract contract Submission is Batches {
    using Words for uint256[];

    /// @inheritdoc IRevenueController
    function submit(uint128 batchId, address token, Draw[] calldata draws)
        external
        onlyRole(RELAYER_ROLE)
        whenNotPaused
        nonReentrant
    {
        uint256 count = _countLegs(draws);
        (uint256 taken, bytes memory reasons) = _takeDraws(draws, _newBatch(batchId, token), count);
        (bytes32 legsHash, bytes32 ownersHash) = _hashesOf(draws, count);
        _create(batchId, token, legsHash, ownersHash, count, taken, reasons);
    }

    /// @inheritdoc IRevenueController
    function submitSigned(uint128 batchId, address token, SignedLeg[] calldata signedLegs)
        external
        onlyRole(RELAYER_ROLE)
        whenNotPaused
        nonReentrant
    {
        IEscrowToken escrow = _newBatch(batchId, token);
        uint256 count = signedLegs.length;
        _checkLegCount(count);
        (uint256[] memory charges, bytes memory reasons) = _askValidator(IAuthorizationGate.verifySigned.selector);
        (uint256 taken, bytes memory refusals) = escrow.collect(charges);
        reasons = _merge(reasons, refusals);
        uint256[] memory legs = new uint256[](count);
        uint256[] memory owners = new uint256[](count);
        unchecked {
            for (uint256 i; i < count; ++i) {
                SignedLeg calldata signedLeg = signedLegs[i];
                legs.set(i, signedLeg.leg);
                owners.set(i, uint160(signedLeg.owner));
            }
        }
        _create(batchId, token, legs.hash(), owners.hash(), count, taken, reasons);
    }

    /// @inheritdoc IRevenueController
    function submitStanding(uint128 batchId, address token, uint256[] calldata payers, uint256[] calldata legs)
        external
        onlyRole(RELAYER_ROLE)
        whenNotPaused
        nonReentrant
    {
        _checkLegCount(legs.length);
        if (payers.length != legs.length) revert UnequalLengths();
        (uint256 taken, bytes memory reasons) = _takeRows(payers, _newBatch(batchId, token));
        bytes32 legsHash = keccak256(abi.encodePacked(legs));
        _create(batchId, token, legsHash, _ownersHashOf(payers), legs.length, taken, reasons);
    }

    function _newBatch(uint128 batchId, address token) private view returns (IEscrowToken) {
        if (_batches[batchId] != 0) revert BatchExists(batchId);
        return _escrowOf(token);
    }

    function _checkLegCount(uint256 count) internal pure {
        if (count == 0) revert EmptyBatch();
        if (count > BatchSlot.MAX_LEGS) revert TooManyLegs(count);
    }

    function _takeDraws(Draw[] calldata draws, IEscrowToken escrow, uint256 count)
        private
        returns (uint256 taken, bytes memory reasons)
    {
        uint256[] memory charges;
        bytes memory refusals;
        (charges, reasons) = _askValidator(IAuthorizationGate.verify.selector);
        (taken, refusals) = escrow.collect(charges);
        if (refusals.length != 0 && reasons.length == 0) reasons = new bytes(count);
        for (uint256 i; i < refusals.length; ++i) {
            if (refusals[i] != 0) taken += _takeWhatFits(draws, i, escrow, charges, reasons, refusals[i]);
        }
    }

    function _takeRows(uint256[] calldata payers, IEscrowToken escrow)
        private
        returns (uint256 taken, bytes memory reasons)
    {
        uint256[] memory charges;
        bytes memory refusals;
        (charges, reasons) = _askValidator(IAuthorizationGate.verifyStanding.selector);
        (taken, refusals) = escrow.collect(charges);
        for (uint256 i; i < refusals.length; ++i) {
            if (refusals[i] != 0) validator.restore(payers[i], uint96(charges[2 * i]));
        }
        reasons = _merge(reasons, refusals);
    }

    function _ownersHashOf(uint256[] calldata payers) private pure returns (bytes32) {
        uint256[] memory owners = new uint256[](payers.length);
        unchecked {
            for (uint256 i; i < payers.length; ++i) {
                owners.set(i, payers.load(i) >> 96);
            }
        }
        return owners.hash();
    }

    function _countLegs(Draw[] calldata draws) private pure returns (uint256 count) {
        for (uint256 i; i < draws.length; ++i) {
            count += draws[i].legs.length;
        }
        _checkLegCount(count);
    }

    /// @dev Hands this call's own arguments on, byte for byte: encoding them anew would cost more than a signature.
    function _askValidator(bytes4 selector) private returns (uint256[] memory charges, bytes memory reasons) {
        address target = address(validator);
        assembly ("memory-safe") {
            let m := mload(0x40)
            calldatacopy(m, 0, calldatasize())
            mstore(m, or(selector, shr(32, shl(32, mload(m)))))
            let answered := call(gas(), target, 0, m, calldatasize(), 0, 0)
            // The answer, ours and so known to be abi.encode(uint256[], bytes), is used where it lies.
            returndatacopy(m, 0, returndatasize())
            if iszero(answered) { revert(m, returndatasize()) }
            mstore(0x40, add(m, and(add(returndatasize(), 0x1f), not(0x1f))))
            charges := add(m, mload(m))
            reasons := add(m, mload(add(m, 0x20)))
        }
    }

    /// @dev The ledger refused a draw of which the validator had let `charges` pass. If the owner merely has too
    /// little, the legs that fit are taken one after the other; the rest are marked, and given back to a standing cap.
    function _takeWhatFits(
        Draw[] calldata draws,
        uint256 index,
        IEscrowToken escrow,
        uint256[] memory charges,
        bytes memory reasons,
        bytes1 refusal
    ) private returns (uint256 taken) {
        Draw calldata draw = draws[index];
        uint256 first = _legsBefore(draws, index);
        uint256 available;
        if (refusal == bytes1(uint8(SkipReason.InsufficientBalance))) {
            available = IERC20(address(escrow)).balanceOf(draw.owner);
        }
        taken = _markUnfit(draw.legs, available, reasons, first, refusal);
        uint256 terms = charges[2 * index + 1];
        bytes1 refusedAgain = _collectOne(escrow, draw.owner, taken, terms);
        if (refusedAgain != 0) {
            // A later draw of this batch has used the same nonce meanwhile: nothing of this one is in escrow.
            _markUnfit(draw.legs, 0, reasons, first, refusedAgain);
            taken = 0;
        }
        if (terms >> 40 != 0) _restore(draw, address(escrow), uint96(charges[2 * index]) - taken);
    }

    function _legsBefore(Draw[] calldata draws, uint256 index) private pure returns (uint256 count) {
        for (uint256 i; i < index; ++i) {
            count += draws[i].legs.length;
        }
    }

    /// Goes through the legs that nothing was said against yet; marks those that what is `available` does not reach.
    function _markUnfit(uint256[] calldata legs, uint256 available, bytes memory reasons, uint256 first, bytes1 reason)
        private
        pure
        returns (uint256 fitting)
    {
        for (uint256 j; j < legs.length; ++j) {
            if (reasons[first + j] != 0) continue;
            uint256 amount = uint96(legs[j]);
            if (amount > available - fitting) reasons[first + j] = reason;
            else fitting += amount;
        }
    }

    function _collectOne(IEscrowToken escrow, address owner, uint256 amount, uint256 terms) private returns (bytes1) {
        if (amount == 0) return 0;
        uint256[] memory charge = new uint256[](2);
        charge[0] = (uint256(uint160(owner)) << 96) | amount;
        charge[1] = terms;
        (, bytes memory refusals) = escrow.collect(charge);
        return refusals.length == 0 ? bytes1(0) : refusals[0];
    }

    function _restore(Draw calldata draw, address token, uint256 amount) private {
        bytes32 authorization = draw.standing;
        if (authorization == 0) authorization = AuthorizationHash.hash(draw, token);
        validator.restore((uint256(uint160(draw.owner)) << 96) | uint96(uint256(authorization)), amount);
    }

    /// @dev For batches with a leg a draw.
    function _merge(bytes memory reasons, bytes memory refusals) private pure returns (bytes memory) {
        if (reasons.length == 0) return refusals;
        for (uint256 i; i < refusals.length; ++i) {
            if (refusals[i] != 0) reasons[i] = refusals[i];
        }
        return reasons;
    }

    function _hashesOf(Draw[] calldata draws, uint256 count) private pure returns (bytes32, bytes32) {
        uint256[] memory legs = new uint256[](count);
        uint256[] memory owners = new uint256[](count);
        uint256 leg;
        unchecked {
            for (uint256 i; i < draws.length; ++i) {
                uint256[] calldata own = draws[i].legs;
                uint256 owner = uint160(draws[i].owner);
                for (uint256 j; j < own.length; ++j) {
                    legs.set(leg, own.load(j));
                    owners.set(leg++, owner);
                }
            }
        }
        return (legs.hash(), owners.hash());
    }
}
