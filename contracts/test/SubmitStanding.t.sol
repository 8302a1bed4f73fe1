// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Authorization, BatchData, LegState, SkipReason} from "../src/interfaces/OvationTypes.sol";
import "../src/interfaces/OvationErrors.sol";
import {OvationTest} from "./support/OvationTest.sol";
import {vm} from "./support/Vm.sol";

contract SubmitStandingTest is OvationTest {
    bytes32 private hash;
    uint256 private payer;

    function setUp() public override {
        super.setUp();
        _fundAndWait(fans[0], 100 ether);
        hash = _register(_standing(fans[0], address(tki), 10 ether));
        payer = _payer(fans[0], hash);
    }

    function test_rowsLiveLikeAnyOtherLegs() public {
        BatchData memory data =
            _submitRows(9, _legs(payer, payer), _legs(_leg(creators[0], 4 ether), _leg(creators[1], 5 ether)));
        assertEq(_remaining(hash), 1 ether);
        assertEq(tki.balanceOf(fans[0]), 191 ether);
        _approve(9, 3);
        _endEpoch();
        _settle(9, data);
        assertEq(tk.balanceOf(creators[1]), 0.05 ether);
    }

    function test_badRowsAreSkippedWithTheirReasons() public {
        Authorization memory narrow = _authorization(fans[0], address(tki), 10 ether, STANDING | 8);
        narrow.creator = creators[1];
        narrow.capPerIntent = 2 ether;
        uint256 narrowed = _payer(fans[0], _register(narrow));
        uint256[] memory payers = new uint256[](10);
        uint256[] memory legs = new uint256[](10);
        SkipReason[10] memory expected;
        (payers[0], legs[0], expected[0]) = (payer, _leg(creators[0], 4 ether), SkipReason.None);
        (payers[1], legs[1], expected[1]) = (payer, _leg(creators[0], 7 ether), SkipReason.OverCap);
        (payers[2], legs[2], expected[2]) = (payer, _leg(creators[0], 0), SkipReason.ZeroAmount);
        (payers[3], legs[3], expected[3]) = (payer, _leg(stranger, 1), SkipReason.UnknownCreator);
        (payers[4], legs[4], expected[4]) = (payer, _leg(address(0), 1), SkipReason.UnknownCreator);
        (payers[5], legs[5], expected[5]) = (payer + 1, _leg(creators[0], 1), SkipReason.UnknownAuthorization);
        (payers[6], legs[6], expected[6]) = (narrowed, _leg(creators[0], 1), SkipReason.WrongCreator);
        (payers[7], legs[7], expected[7]) = (narrowed, _leg(creators[1], 3 ether), SkipReason.OverCapPerIntent);
        (payers[8], legs[8], expected[8]) = (narrowed, _leg(creators[1], 2 ether), SkipReason.None);
        (payers[9], legs[9], expected[9]) = (payer, _leg(creators[0], 6 ether), SkipReason.None);
        vm.recordLogs();
        _submitRows(9, payers, legs);
        (uint256[] memory skipped, SkipReason[] memory reasons) = _skips();
        uint256 next;
        for (uint256 i; i < 10; ++i) {
            assertState(9, i, expected[i] == SkipReason.None ? LegState.Open : LegState.Released);
            if (expected[i] == SkipReason.None) continue;
            assertEq(skipped[next], i);
            assertEq(uint256(reasons[next++]), uint256(expected[i]), "reason");
        }
        assertEq(next, skipped.length);
        assertEq(_remaining(hash), 0);
        assertEq(tki.balanceOf(fans[0]), 188 ether);
    }

    function test_whatTheLedgerRefusesIsGivenBackToTheCap() public {
        vm.prank(fans[0]);
        tki.transfer(fans[1], 199 ether);
        vm.recordLogs();
        _submitRows(9, _legs(payer, payer), _legs(_leg(creators[0], 2 ether), _leg(creators[0], 1 ether)));
        (uint256[] memory skipped, SkipReason[] memory reasons) = _skips();
        assertEq(skipped.length, 1);
        assertTrue(reasons[0] == SkipReason.InsufficientBalance, "reason");
        assertEq(_remaining(hash), 9 ether);
        vm.prank(fans[0]);
        validator.revokeAll();
        vm.recordLogs();
        _submitRows(10, _legs(payer, payer + 1), _legs(_leg(creators[0], 2 ether), _leg(creators[0], 2 ether)));
        (, reasons) = _skips();
        assertTrue(reasons[0] == SkipReason.Revoked, "revoked");
        assertTrue(reasons[1] == SkipReason.UnknownAuthorization, "unknown");
        assertEq(_remaining(hash), 9 ether);
    }

    function test_revokedAndExpired() public {
        _wait(366 days);
        vm.recordLogs();
        _submitRows(9, _legs(payer), _legs(_leg(creators[0], 1)));
        (, SkipReason[] memory reasons) = _skips();
        assertTrue(reasons[0] == SkipReason.Expired, "expired");
    }

    function test_roleLengthsAndSize() public {
        uint256[] memory one = _legs(_leg(creators[0], 1));
        vm.expectRevert();
        controller.submitStanding(9, address(tki), _legs(payer), one);
        vm.prank(relayer);
        vm.expectRevert(UnequalLengths.selector);
        controller.submitStanding(9, address(tki), _legs(payer, payer), one);
        vm.prank(relayer);
        vm.expectRevert(EmptyBatch.selector);
        controller.submitStanding(9, address(tki), new uint256[](0), new uint256[](0));
        _pause();
        vm.prank(relayer);
        vm.expectRevert();
        controller.submitStanding(9, address(tki), _legs(payer), one);
    }

    function _remaining(bytes32 authorization) private view returns (uint256 remaining) {
        (,, remaining,,) = validator.standing(fans[0], authorization);
    }

    function _submitRows(uint128 batchId, uint256[] memory payers, uint256[] memory legs)
        private
        returns (BatchData memory data)
    {
        data = BatchData(address(tki), uint40(vm.getBlockTimestamp()), legs, new address[](legs.length));
        for (uint256 i; i < legs.length; ++i) {
            data.owners[i] = address(uint160(payers[i] >> 96));
        }
        vm.prank(relayer);
        controller.submitStanding(batchId, address(tki), payers, legs);
    }
}
