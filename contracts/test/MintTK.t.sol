// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import "../src/interfaces/OvationErrors.sol";
import {OvationTest} from "./support/OvationTest.sol";
import {vm} from "./support/Vm.sol";

contract MintTKTest is OvationTest {
    function test_aPaymentIsMintedOnce() public {
        vm.prank(treasurer);
        controller.mintTK(fans[0], 5 ether, "payment");
        assertTrue(controller.paymentMinted("payment"), "marked");
        vm.prank(treasurer);
        vm.expectRevert(abi.encodeWithSelector(PaymentAlreadyMinted.selector, bytes32("payment")));
        controller.mintTK(fans[1], 1 ether, "payment");
        assertEq(tk.balanceOf(fans[0]), 5 ether);
        assertEq(tk.totalSupply(), 5 ether);
    }

    function test_zeroAndForeignRecipientsAreRefused() public {
        vm.prank(treasurer);
        vm.expectRevert(ZeroAmountRefused.selector);
        controller.mintTK(fans[0], 0, "a");
        vm.prank(treasurer);
        vm.expectRevert(TransferToEscrow.selector);
        controller.mintTK(address(controller), 1, "a");
        vm.prank(treasurer);
        vm.expectRevert();
        controller.mintTK(address(0), 1, "a");
    }

    function test_theDailyLimitCapsAStolenKeyAndStartsAnewAtMidnight() public {
        vm.prank(admin);
        controller.setDailyMintLimit(10 ether);
        _fund(fans[0], 6 ether);
        assertEq(controller.mintableToday(), 4 ether);
        vm.prank(treasurer);
        vm.expectRevert(abi.encodeWithSelector(DailyMintLimitExceeded.selector, 4 ether + 1, 4 ether));
        controller.mintTK(fans[0], 4 ether + 1, "x");
        vm.warp((vm.getBlockTimestamp() / 1 days + 1) * 1 days);
        assertEq(controller.mintableToday(), 10 ether);
        _fund(fans[0], 10 ether);
        assertEq(controller.mintableToday(), 0);
        vm.prank(admin);
        controller.setDailyMintLimit(5 ether);
        assertEq(controller.mintableToday(), 0);
    }

    function test_theSupplyIsCapped() public {
        vm.prank(admin);
        controller.setDailyMintLimit(type(uint256).max);
        _fund(fans[0], type(uint88).max);
        assertEq(tk.mintable(), 0);
        vm.prank(treasurer);
        vm.expectRevert(abi.encodeWithSelector(SupplyCapExceeded.selector, 1, 0));
        controller.mintTK(fans[1], 1, "one more");
    }

    function test_theBonusComesOnTopAndIsSpendable() public {
        vm.prank(admin);
        controller.setBonus(5 ether);
        _fund(fans[0], 20 ether);
        assertEq(tki.balanceOf(fans[0]), 100 ether);
        assertEq(tki.totalSupply(), 100 ether);
        _clap(fans[0], creators[0], 100 ether);
        assertEq(tki.balanceOf(fans[0]), 0);
        _wait(30 days);
        assertEq(tki.balanceOf(fans[0]), 40 ether);
    }

    function test_theBonusIsBounded() public {
        vm.prank(admin);
        vm.expectRevert(abi.encodeWithSelector(BonusTooHigh.selector, 100 ether + 1));
        controller.setBonus(100 ether + 1);
    }

    /// Bonus on the whole supply again and again would leave 128 bits; it is refused long before.
    function test_bonusesStayWithinTheirHalfOfTheRange() public {
        bytes32 slot = _totalSlot();
        vm.prank(admin);
        controller.setBonus(100 ether);
        vm.store(address(tk), slot, bytes32((uint256(1) << 127) - 1));
        vm.prank(treasurer);
        vm.expectRevert(BonusCapExceeded.selector);
        controller.mintTK(fans[0], 1 ether, "bonus");
    }

    function test_onlyTheTreasurerMintsAndNotWhilePaused() public {
        vm.prank(stranger);
        vm.expectRevert();
        controller.mintTK(fans[0], 1, "a");
        _pause();
        vm.prank(treasurer);
        vm.expectRevert();
        controller.mintTK(fans[0], 1, "a");
    }

    /// Finds the slot of the ledger's total by what it must hold: supply, index at the mint, nothing earned before.
    function _totalSlot() private returns (bytes32) {
        _fund(fans[5], 7 ether);
        uint256 expected = (uint256(7 ether) << 168) | (tk.currentIndex() << 128);
        for (uint256 i; i < 40; ++i) {
            if (uint256(vm.load(address(tk), bytes32(i))) >> 128 == expected >> 128) return bytes32(i);
        }
        revert AssertionFailed("slot of the total not found", 0, 0);
    }
}
