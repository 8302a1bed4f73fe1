// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {
    Approval,
    Authorization,
    BatchData,
    Draw,
    LegState,
    SignedLeg,
    SkipReason
} from "../src/interfaces/OvationTypes.sol";
import "../src/interfaces/OvationErrors.sol";
import {PoisonedWallet} from "./support/Wallets.sol";
import {OvationTest} from "./support/OvationTest.sol";
import {vm} from "./support/Vm.sol";

/// Attacks that go through more than one operation. Those on a single one stand beside it, as test_attack_ too.
contract AttacksTest is OvationTest {
    function setUp() public override {
        super.setUp();
        _fund(fans[0], 100 ether);
        _fund(fans[1], 100 ether);
        _wait(30 days);
    }

    // ---- replay ----

    /// What was taken through one form of submission must be used up for the others as well.
    function test_attack_replayOfANonceThroughAnotherForm() public {
        SignedLeg memory row = _row(fans[0], address(tki), creators[0], 5 ether, 0);
        Authorization memory a = _oneTime(fans[0], address(tki), 5 ether, 0);
        a.creator = creators[0];
        Draw memory draw = _draw(a, _legs(_leg(creators[0], 5 ether)));
        uint256 state = vm.snapshotState();
        _submit(address(tki), draw);
        _submitRow(row);
        assertEq(tki.balanceOf(fans[0]), 195 ether);
        vm.revertToState(state);
        _submitRow(row);
        _assertSkipped(address(tki), draw, SkipReason.NonceUsed);
        _submitRow(row);
        assertEq(tki.balanceOf(fans[0]), 195 ether);
    }

    function test_attack_replayAfterRevocation() public {
        Draw memory once = _single(fans[0], address(tki), creators[0], 5 ether);
        SignedLeg memory row = _row(fans[0], address(tki), creators[0], 5 ether, 1);
        Authorization memory lasting = _standing(fans[0], address(tki), 50 ether);
        Draw memory inline_ = _draw(lasting, _legs(_leg(creators[0], 5 ether)));
        _submit(address(tki), inline_);
        vm.prank(fans[0]);
        validator.revokeAll();
        _assertSkipped(address(tki), once, SkipReason.Revoked);
        _assertSkipped(address(tki), inline_, SkipReason.Revoked);
        _assertSkipped(
            address(tki),
            _standingDraw(fans[0], validator.hashOf(lasting), _legs(_leg(creators[0], 5 ether))),
            SkipReason.Revoked
        );
        _submitRow(row);
        assertEq(tki.balanceOf(fans[0]), 195 ether);
    }

    /// The signature that registered a standing authorization must not renew its cap when it is brought again.
    function test_attack_replayOfARegistrationRenewsNoCap() public {
        Authorization memory a = _standing(fans[0], address(tki), 10 ether);
        Draw memory draw = _draw(a, _legs(_leg(creators[0], 10 ether)));
        _submit(address(tki), draw);
        _assertSkipped(address(tki), draw, SkipReason.OverCap);
        bytes memory signature = _signed(a);
        bytes32 hash = validator.hashOf(a);
        vm.expectRevert(abi.encodeWithSelector(AlreadyRegistered.selector, hash));
        validator.register(a, signature);
    }

    function test_attack_replayOfASettlementOrAPayment() public {
        (uint128 batchId, BatchData memory data) = _clap(fans[0], creators[0], 100 ether);
        _approve(batchId, 1);
        _endEpoch();
        _settle(batchId, data);
        _settle(batchId, data);
        assertEq(tk.balanceOf(creators[0]), 1 ether);
        vm.prank(treasurer);
        vm.expectRevert(abi.encodeWithSelector(PaymentAlreadyMinted.selector, bytes32(payments)));
        controller.mintTK(fans[0], 1 ether, bytes32(payments));
    }

    // ---- forged or re-ordered data ----

    /// Approval names legs by batch and bit alone: it must not reach a batch that comes later, nor beyond a batch's end.
    function test_attack_mismatchedApproval() public {
        Approval[] memory approvals = new Approval[](1);
        approvals[0] = Approval(lastBatch + 1, _bits(type(uint256).max));
        vm.prank(compliance);
        vm.expectRevert(abi.encodeWithSelector(UnknownBatch.selector, lastBatch + 1));
        controller.approve(approvals);
        (uint128 batchId,) = _clap(fans[0], creators[0], 100 ether);
        assertState(batchId, 0, LegState.Open);
        _approve(batchId, type(uint256).max - 1);
        assertState(batchId, 0, LegState.Open);
        assertState(batchId, 1, LegState.None);
    }

    /// With two legs' owners or amounts exchanged, a refund would go to the wrong fan.
    function test_attack_reorderedLegsInARefund() public {
        (uint128 batchId, BatchData memory data) = _submit(
            address(tki),
            _draws(
                _single(fans[0], address(tki), creators[0], 1 ether),
                _single(fans[1], address(tki), creators[0], 100 ether)
            )
        );
        (data.owners[0], data.owners[1]) = (data.owners[1], data.owners[0]);
        _expectRefundMismatch(batchId, data);
        (data.legs[0], data.legs[1]) = (data.legs[1], data.legs[0]);
        _expectRefundMismatch(batchId, data);
        (data.owners[0], data.owners[1]) = (data.owners[1], data.owners[0]);
        _expectRefundMismatch(batchId, data);
    }

    function test_attack_reorderedBatchesPayTheSame() public {
        (uint128 one, BatchData memory first) = _clap(fans[0], creators[0], 199);
        (uint128 two, BatchData memory second) = _clap(fans[1], creators[0], 101);
        _approve(one, 1);
        _approve(two, 1);
        _endEpoch();
        uint256 state = vm.snapshotState();
        _settle(one, first);
        _settle(two, second);
        uint256 paid = tk.balanceOf(creators[0]);
        assertEq(paid, 3);
        assertEq(controller.remainderOf(creators[0]), 0);
        vm.revertToState(state);
        _settle(two, second);
        _settle(one, first);
        assertEq(tk.balanceOf(creators[0]), paid);
        assertEq(controller.remainderOf(creators[0]), 0);
    }

    // ---- amounts at the ends of the range ----

    function test_attack_zeroAmounts() public {
        _assertSkipped(address(tki), _single(fans[0], address(tki), creators[0], 0), SkipReason.ZeroAmount);
        bytes32 hash = _register(_standing(fans[0], address(tki), 10 ether));
        _assertSkipped(address(tki), _standingDraw(fans[0], hash, _legs(_leg(creators[0], 0))), SkipReason.ZeroAmount);
        _submitRow(_row(fans[0], address(tki), creators[0], 0, 0));
        assertState(lastBatch, 0, LegState.Released);
        assertTrue(!validator.nonceUsed(fans[0], 0), "nothing taken, nothing used");
        vm.prank(treasurer);
        vm.expectRevert(ZeroAmountRefused.selector);
        controller.mintTK(fans[0], 0, "nothing");
        vm.prank(treasurer);
        vm.expectRevert(ZeroAmountRefused.selector);
        controller.controllerBurn(fans[0], 0, "nothing", "");
        vm.prank(fans[0]);
        tk.transfer(fans[1], 0);
        assertEq(tki.balanceOf(fans[0]), 200 ether);
        assertEq(tk.balanceOf(fans[0]), 100 ether);
    }

    /// Claps of one wei are worth nothing alone, and take nothing away from what is worth something.
    function test_attack_griefingACreatorByDust() public {
        Draw[] memory draws = new Draw[](51);
        for (uint256 i; i < 50; ++i) {
            draws[i] = _draw(_oneTime(fans[1], address(tki), 1, i), _legs(_leg(creators[0], 1)));
        }
        draws[50] = _single(fans[0], address(tki), creators[0], 100 ether);
        (uint128 batchId, BatchData memory data) = _submit(address(tki), draws);
        _approve(batchId, type(uint256).max);
        _endEpoch();
        _settle(batchId, data);
        assertEq(tk.balanceOf(creators[0]), 1 ether);
        assertEq(controller.remainderOf(creators[0]), 50);
    }

    // ---- poisoned wallets where money moves at once ----

    function test_attack_aPoisonedWalletCannotBurn() public {
        for (uint256 way; way < 8; ++way) {
            address wallet = address(new PoisonedWallet(PoisonedWallet.Way(way), address(validator)));
            _fund(wallet, 1 ether);
            vm.prank(treasurer);
            vm.expectRevert(abi.encodeWithSelector(InvalidSignature.selector, wallet));
            controller.controllerBurn(wallet, 1 ether, "out", hex"1234");
            assertEq(tk.balanceOf(wallet), 1 ether);
        }
    }

    // ---- words ----

    function _submitRow(SignedLeg memory row) private {
        SignedLeg[] memory rows = new SignedLeg[](1);
        rows[0] = row;
        vm.prank(relayer);
        controller.submitSigned(++lastBatch, address(tki), rows);
    }

    function _expectRefundMismatch(uint128 batchId, BatchData memory data) private {
        vm.prank(relayer);
        vm.expectRevert(abi.encodeWithSelector(BatchMismatch.selector, batchId));
        controller.cancel(batchId, data, _bits(3));
        vm.prank(compliance);
        vm.expectRevert(abi.encodeWithSelector(BatchMismatch.selector, batchId));
        controller.reject(batchId, data, _bits(3));
    }
}
