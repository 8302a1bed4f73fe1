// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Authorization, BatchData, LegState, SignedLeg, SkipReason} from "../src/interfaces/OvationTypes.sol";
import "../src/interfaces/OvationErrors.sol";
import {OvationTest} from "./support/OvationTest.sol";
import {vm} from "./support/Vm.sol";

contract SubmitSignedTest is OvationTest {
    function setUp() public override {
        super.setUp();
        _fund(fans[0], 100 ether);
        _fund(fans[1], 100 ether);
        _wait(30 days);
    }

    function test_signedLegsLiveLikeAnyOther() public {
        SignedLeg[] memory rows = new SignedLeg[](3);
        rows[0] = _row(fans[0], address(tki), creators[0], 5 ether, 0);
        rows[1] = _row(fans[1], address(tki), creators[0], 6 ether, 3);
        rows[2] = _row(fans[1], address(tki), creators[1], 7 ether, 1);
        BatchData memory data = _submitSigned(9, address(tki), rows);
        assertEq(tki.balanceOf(fans[0]), 195 ether);
        assertEq(tki.balanceOf(fans[1]), 187 ether);
        _approve(9, 7);
        _endEpoch();
        _settle(9, data);
        assertEq(tk.balanceOf(creators[0]), 0.11 ether);
        assertEq(tk.balanceOf(creators[1]), 0.07 ether);
    }

    function test_gifts() public {
        SignedLeg[] memory rows = new SignedLeg[](1);
        rows[0] = _row(fans[0], address(tk), creators[0], 5 ether, 0);
        _submitSigned(9, address(tk), rows);
        assertEq(tk.balanceOf(fans[0]), 95 ether);
    }

    function test_badRowsAreSkippedWithTheirReasons() public {
        SignedLeg[] memory rows = new SignedLeg[](11);
        for (uint256 i; i < rows.length; ++i) {
            rows[i] = _row(fans[0], address(tki), creators[0], 1 ether, i);
        }
        rows[1].terms |= uint256(1) << 216;
        rows[2] = _row(fans[0], address(tki), creators[0], 1 ether, type(uint24).max);
        rows[3].terms += uint256(1e12) << 80;
        rows[4].terms -= uint256(366 days) << 144;
        rows[5].leg += 1;
        rows[6].owner = fans[1];
        rows[7] = _row(fans[0], address(tki), creators[0], 0, 7);
        rows[8] = _row(fans[0], address(tki), stranger, 1 ether, 8);
        rows[9] = rows[0];
        rows[10] = _row(fans[0], address(tki), creators[0], 200 ether, 10);
        vm.recordLogs();
        _submitSigned(9, address(tki), rows);
        (uint256[] memory legs, SkipReason[] memory reasons) = _skips();
        SkipReason[10] memory expected = [
            SkipReason.Malformed,
            SkipReason.Malformed,
            SkipReason.NotYetValid,
            SkipReason.Expired,
            SkipReason.BadSignature,
            SkipReason.BadSignature,
            SkipReason.ZeroAmount,
            SkipReason.UnknownCreator,
            SkipReason.NonceUsed,
            SkipReason.InsufficientBalance
        ];
        assertEq(legs.length, 10);
        for (uint256 i; i < 10; ++i) {
            assertEq(legs[i], i + 1);
            assertEq(uint256(reasons[i]), uint256(expected[i]), "reason");
            assertState(9, i + 1, LegState.Released);
        }
        assertState(9, 0, LegState.Open);
        assertEq(tki.balanceOf(fans[0]), 199 ether);
    }

    function test_attack_theCreatorZeroIsNeverKnown() public {
        SignedLeg[] memory rows = new SignedLeg[](1);
        rows[0] = _row(fans[0], address(tki), address(0), 1 ether, 0);
        vm.recordLogs();
        _submitSigned(9, address(tki), rows);
        (, SkipReason[] memory reasons) = _skips();
        assertTrue(reasons[0] == SkipReason.UnknownCreator, "reason");
    }

    function test_revokedGenerations() public {
        SignedLeg[] memory rows = new SignedLeg[](1);
        rows[0] = _row(fans[0], address(tki), creators[0], 1 ether, 0);
        vm.prank(fans[0]);
        validator.revokeAll();
        vm.recordLogs();
        _submitSigned(9, address(tki), rows);
        (, SkipReason[] memory reasons) = _skips();
        assertTrue(reasons[0] == SkipReason.Revoked, "reason");
    }

    function test_roleIdAndSize() public {
        SignedLeg[] memory rows = new SignedLeg[](1);
        vm.expectRevert();
        controller.submitSigned(9, address(tki), rows);
        vm.prank(relayer);
        vm.expectRevert(EmptyBatch.selector);
        controller.submitSigned(9, address(tki), new SignedLeg[](0));
        _pause();
        vm.prank(relayer);
        vm.expectRevert();
        controller.submitSigned(9, address(tki), rows);
    }

    function _submitSigned(uint128 batchId, address token, SignedLeg[] memory rows)
        private
        returns (BatchData memory data)
    {
        data = BatchData(token, uint40(vm.getBlockTimestamp()), new uint256[](rows.length), new address[](rows.length));
        for (uint256 i; i < rows.length; ++i) {
            (data.legs[i], data.owners[i]) = (rows[i].leg, rows[i].owner);
        }
        vm.prank(relayer);
        controller.submitSigned(batchId, token, rows);
    }
}
