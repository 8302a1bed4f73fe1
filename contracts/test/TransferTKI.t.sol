// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

import {SkipReason} from "../src/interfaces/OvationTypes.sol";
import {OvationTest} from "./support/OvationTest.sol";
import {vm} from "./support/Vm.sol";

contract TransferTKITest is OvationTest {
    function testFuzz_transferMovesEarnedInterest(uint88 amount, uint32 later) public {
        _fundAndWait(fans[0], 100 ether);
        amount = uint88(uint256(amount) % (200 ether + 1));
        vm.prank(fans[0]);
        assertTrue(tki.transfer(fans[1], amount), "transfer answers true");
        assertEq(tki.balanceOf(fans[0]), 200 ether - amount);
        assertEq(tki.balanceOf(fans[1]), amount);
        _wait(later);
        assertEq(tki.balanceOf(fans[1]), amount, "interest earns no interest");
        assertLe(tki.balanceOf(fans[0]) + tki.balanceOf(fans[1]), tki.totalSupply(), "sum of balances");
    }

    function test_moreThanEarnedIsRefused() public {
        _fundAndWait(fans[0], 100 ether);
        vm.prank(fans[0]);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, fans[0], 200 ether, 200 ether + 1)
        );
        tki.transfer(fans[1], 200 ether + 1);
    }

    function test_whatIsInEscrowCannotBeMovedAway() public {
        _fundAndWait(fans[0], 100 ether);
        _clap(fans[0], creators[0], 150 ether);
        vm.prank(fans[0]);
        vm.expectRevert();
        tki.transfer(fans[1], 50 ether + 1);
        vm.prank(fans[0]);
        tki.transfer(fans[1], 50 ether);
        assertEq(tki.balanceOf(fans[0]), 0);
    }

    /// The cached lower bound of the balance must not outlive a transfer.
    function test_attack_whatWasTransferredCannotBeClapped() public {
        _fundAndWait(fans[0], 100 ether);
        _clap(fans[0], creators[0], 1 ether);
        vm.prank(fans[0]);
        tki.transfer(fans[1], 199 ether);
        _assertSkipped(address(tki), _single(fans[0], address(tki), creators[0], 1), SkipReason.InsufficientBalance);
        _clap(fans[1], creators[0], 199 ether);
        assertEq(tki.balanceOf(fans[1]), 0);
    }

    function test_transferToOneself() public {
        _fundAndWait(fans[0], 100 ether);
        vm.prank(fans[0]);
        tki.transfer(fans[0], 120 ether);
        assertEq(tki.balanceOf(fans[0]), 200 ether);
        _clap(fans[0], creators[0], 200 ether);
        assertEq(tki.balanceOf(fans[0]), 0);
    }

    function test_transferFromNeedsAllowance() public {
        _fundAndWait(fans[0], 100 ether);
        vm.prank(fans[0]);
        tki.approve(fans[1], 10 ether);
        vm.prank(fans[1]);
        tki.transferFrom(fans[0], fans[1], 10 ether);
        vm.prank(fans[1]);
        vm.expectRevert();
        tki.transferFrom(fans[0], fans[1], 1);
    }
}
