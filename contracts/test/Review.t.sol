// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Approval, BatchData, Draw, LegState} from "../src/interfaces/OvationTypes.sol";
import "../src/interfaces/OvationErrors.sol";
import {OvationTest} from "./support/OvationTest.sol";
import {vm} from "./support/Vm.sol";

/// Approval, rejection and cancellation.
contract ReviewTest is OvationTest {
    uint128 private batchId;
    BatchData private data;

    function setUp() public override {
        super.setUp();
        for (uint256 i; i < 3; ++i) {
            _fund(fans[i], 100 ether);
        }
        _wait(30 days);
        (batchId, data) = _submit(
            address(tki),
            _draws(
                _single(fans[0], address(tki), creators[0], 10 ether),
                _single(fans[1], address(tki), creators[0], 20 ether),
                _single(fans[2], address(tki), creators[1], 30 ether)
            )
        );
    }

    // ---- approve ----

    function test_approvalInParts() public {
        _approve(batchId, 1);
        assertState(batchId, 0, LegState.Approved);
        assertState(batchId, 1, LegState.Open);
        _approve(batchId, 6);
        for (uint256 i; i < 3; ++i) {
            assertState(batchId, i, LegState.Approved);
        }
        vm.recordLogs();
        _approve(batchId, 7);
        assertEq(vm.getRecordedLogs().length, 0, "nothing new, nothing said");
    }

    function test_approvalOfBitsBeyondTheBatchMeansNothing() public {
        _approve(batchId, type(uint256).max);
        assertState(batchId, 2, LegState.Approved);
        assertState(batchId, 3, LegState.None);
    }

    function test_approvalOfManyBatchesAtOnce() public {
        (uint128 second,) = _clap(fans[0], creators[0], 1 ether);
        Approval[] memory approvals = new Approval[](2);
        approvals[0] = Approval(batchId, _bits(2));
        approvals[1] = Approval(second, _bits(1));
        vm.prank(compliance);
        controller.approve(approvals);
        assertState(batchId, 1, LegState.Approved);
        assertState(second, 0, LegState.Approved);
    }

    function test_whatApprovalRefuses() public {
        Approval[] memory approvals = new Approval[](1);
        approvals[0] = Approval(999, _bits(1));
        vm.prank(compliance);
        vm.expectRevert(abi.encodeWithSelector(UnknownBatch.selector, 999));
        controller.approve(approvals);
        approvals[0] = Approval(batchId, new uint256[](2));
        vm.prank(compliance);
        vm.expectRevert(abi.encodeWithSelector(BitmapTooLong.selector, batchId));
        controller.approve(approvals);
        approvals[0] = Approval(batchId, _bits(1));
        vm.prank(relayer);
        vm.expectRevert();
        controller.approve(approvals);
        _pause();
        vm.prank(compliance);
        vm.expectRevert();
        controller.approve(approvals);
    }

    // ---- reject ----

    function test_rejectionGivesBackOpenAndApprovedLegs() public {
        _approve(batchId, 2);
        _reject(batchId, data, 3);
        assertState(batchId, 0, LegState.Released);
        assertState(batchId, 1, LegState.Released);
        assertState(batchId, 2, LegState.Open);
        assertEq(tki.balanceOf(fans[0]), 200 ether);
        assertEq(tki.balanceOf(fans[1]), 200 ether);
        assertEq(tki.balanceOf(address(controller)), 30 ether);
        vm.prank(compliance);
        vm.expectRevert(abi.encodeWithSelector(NothingToRelease.selector, batchId));
        controller.reject(batchId, data, _bits(3));
    }

    function test_aRefundCanBeSpentAgain() public {
        _reject(batchId, data, 1);
        _clap(fans[0], creators[0], 200 ether);
        assertEq(tki.balanceOf(fans[0]), 0);
    }

    function test_aGiftsRefundEarnsAgainFromNowOn() public {
        (uint128 id, BatchData memory gift) = _gift(fans[0], creators[0], 100 ether);
        uint256 before = tki.balanceOf(fans[0]);
        _wait(30 days);
        assertEq(tki.balanceOf(fans[0]), before, "escrow earns nothing");
        _cancel(id, gift, 1);
        assertEq(tk.balanceOf(fans[0]), 100 ether);
        assertEq(tki.balanceOf(fans[0]), before);
        _wait(30 days);
        assertEq(tki.balanceOf(fans[0]), before + 200 ether);
    }

    function test_settledLegsCannotBeRejected() public {
        _approve(batchId, 3);
        _endEpoch();
        _settle(batchId, data);
        vm.prank(compliance);
        vm.expectRevert(abi.encodeWithSelector(NothingToRelease.selector, batchId));
        controller.reject(batchId, data, _bits(3));
        _reject(batchId, data, 7);
        assertState(batchId, 0, LegState.Settled);
        assertState(batchId, 2, LegState.Released);
        assertEq(tki.balanceOf(address(controller)), 0);
    }

    function test_onlyComplianceRejectsAndNotWhilePaused() public {
        vm.prank(relayer);
        vm.expectRevert();
        controller.reject(batchId, data, _bits(1));
        _pause();
        vm.prank(compliance);
        vm.expectRevert();
        controller.reject(batchId, data, _bits(1));
    }

    // ---- cancel ----

    function test_anOwnerCancelsTheirOwn() public {
        vm.prank(fans[0]);
        controller.cancel(batchId, data, _bits(1));
        assertState(batchId, 0, LegState.Released);
        assertEq(tki.balanceOf(fans[0]), 200 ether);
        vm.prank(fans[0]);
        vm.expectRevert(abi.encodeWithSelector(NotLegOwner.selector, batchId, 1, fans[0]));
        controller.cancel(batchId, data, _bits(2));
    }

    function test_theRelayerCancelsForOwners() public {
        _cancel(batchId, data, 5);
        assertEq(tki.balanceOf(fans[0]), 200 ether);
        assertEq(tki.balanceOf(fans[2]), 200 ether);
        assertEq(tki.balanceOf(fans[1]), 180 ether);
    }

    function test_anApprovedLegIsNotCancelled() public {
        _approve(batchId, 1);
        vm.prank(fans[0]);
        vm.expectRevert(abi.encodeWithSelector(NothingToRelease.selector, batchId));
        controller.cancel(batchId, data, _bits(1));
    }

    function test_attack_cancelledThenApproved() public {
        vm.prank(fans[0]);
        controller.cancel(batchId, data, _bits(1));
        _approve(batchId, 7);
        assertState(batchId, 0, LegState.Released);
        assertState(batchId, 1, LegState.Approved);
        _endEpoch();
        _settle(batchId, data);
        assertState(batchId, 0, LegState.Released);
        assertEq(tk.balanceOf(creators[0]), 0.2 ether);
        assertEq(tki.balanceOf(address(controller)), 0);
    }

    function test_attack_cancelledTwice() public {
        vm.prank(fans[0]);
        controller.cancel(batchId, data, _bits(1));
        vm.prank(fans[0]);
        vm.expectRevert(abi.encodeWithSelector(NothingToRelease.selector, batchId));
        controller.cancel(batchId, data, _bits(1));
    }

    function test_attack_mismatchedDataAtARefund() public {
        BatchData memory forged = data;
        forged.owners[1] = fans[0];
        _expectMismatch(forged);
        forged = data;
        forged.legs[0] += 1;
        _expectMismatch(forged);
        forged = data;
        forged.token = address(tk);
        _expectMismatch(forged);
        forged = data;
        forged.submittedAt += 1;
        _expectMismatch(forged);
        forged = data;
        (forged.legs[0], forged.legs[1]) = (forged.legs[1], forged.legs[0]);
        _expectMismatch(forged);
        vm.prank(relayer);
        vm.expectRevert(abi.encodeWithSelector(UnknownBatch.selector, 999));
        controller.cancel(999, data, _bits(1));
        vm.prank(relayer);
        vm.expectRevert(abi.encodeWithSelector(BitmapTooLong.selector, batchId));
        controller.cancel(batchId, data, new uint256[](2));
    }

    function test_cancelWorksWhilePaused() public {
        (uint128 id, BatchData memory gift) = _gift(fans[0], creators[0], 40 ether);
        _pause();
        vm.prank(fans[0]);
        controller.cancel(batchId, data, _bits(1));
        vm.prank(fans[0]);
        controller.cancel(id, gift, _bits(1));
        assertEq(tki.balanceOf(fans[0]), 200 ether);
        assertEq(tk.balanceOf(fans[0]), 100 ether);
    }

    /// More legs than one word of a bitmap holds.
    function test_batchesOfSeveralWords() public {
        uint256 count = 300;
        uint256[] memory legs = new uint256[](count);
        for (uint256 i; i < count; ++i) {
            legs[i] = _leg(creators[i % 3], 100 + i);
        }
        Draw memory draw = _draw(_oneTime(fans[0], address(tki), 1 ether, 1), legs);
        (uint128 id, BatchData memory many) = _submit(address(tki), draw);
        uint256[] memory bitmap = new uint256[](2);
        (bitmap[0], bitmap[1]) = (1, 1 << 43);
        vm.prank(fans[0]);
        controller.cancel(id, many, bitmap);
        assertState(id, 0, LegState.Released);
        assertState(id, 299, LegState.Released);
        (bitmap[0], bitmap[1]) = (type(uint256).max, type(uint256).max);
        Approval[] memory approvals = new Approval[](1);
        approvals[0] = Approval(id, bitmap);
        vm.prank(compliance);
        controller.approve(approvals);
        assertState(id, 1, LegState.Approved);
        assertState(id, 298, LegState.Approved);
        _endEpoch();
        _settle(id, many);
        assertState(id, 298, LegState.Settled);
        assertState(id, 299, LegState.Released);
        assertEq(tki.balanceOf(address(controller)), 60 ether, "only the first batch is left");
    }

    function _expectMismatch(BatchData memory forged) private {
        vm.prank(relayer);
        vm.expectRevert(abi.encodeWithSelector(BatchMismatch.selector, batchId));
        controller.cancel(batchId, forged, _bits(1));
    }
}
