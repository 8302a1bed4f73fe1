// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

import "../src/interfaces/OvationErrors.sol";
import {OvationTest} from "./support/OvationTest.sol";
import {vm} from "./support/Vm.sol";

contract TransferTKTest is OvationTest {
    function test_names() public view {
        assertEq(keccak256(bytes(tk.symbol())), keccak256("TK"));
        assertEq(keccak256(bytes(tki.symbol())), keccak256("TKI"));
        assertEq(tk.decimals(), 18);
        assertEq(tki.decimals(), 18);
    }

    function testFuzz_transferMovesTheAmountAndNothingElse(uint88 balance, uint88 amount) public {
        balance = uint88(uint256(balance) % 10_000_000 ether) + 1;
        amount = uint88(uint256(amount) % balance);
        _fundAndWait(fans[0], balance);
        uint256 interest = tki.balanceOf(fans[0]);
        vm.prank(fans[0]);
        assertTrue(tk.transfer(fans[1], amount), "transfer answers true");
        assertEq(tk.balanceOf(fans[0]), balance - amount);
        assertEq(tk.balanceOf(fans[1]), amount);
        assertEq(tki.balanceOf(fans[0]), interest);
        assertEq(tki.balanceOf(fans[1]), 0);
        assertEq(tk.totalSupply(), balance);
    }

    function test_moreThanTheBalanceIsRefused() public {
        _fund(fans[0], 5 ether);
        vm.prank(fans[0]);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, fans[0], 5 ether, 5 ether + 1)
        );
        tk.transfer(fans[1], 5 ether + 1);
        vm.prank(fans[0]);
        vm.expectRevert();
        tk.transfer(fans[1], type(uint256).max);
    }

    function test_transferFromNeedsAllowance() public {
        _fund(fans[0], 5 ether);
        vm.prank(fans[1]);
        vm.expectRevert();
        tk.transferFrom(fans[0], fans[1], 1);
        vm.prank(fans[0]);
        tk.approve(fans[1], 2 ether);
        vm.prank(fans[1]);
        tk.transferFrom(fans[0], fans[2], 2 ether);
        assertEq(tk.balanceOf(fans[2]), 2 ether);
    }

    function test_plainTransfersIntoEscrowAreRefused() public {
        _fundAndWait(fans[0], 5 ether);
        vm.prank(fans[0]);
        vm.expectRevert(TransferToEscrow.selector);
        tk.transfer(address(controller), 1);
        vm.prank(fans[0]);
        vm.expectRevert(TransferToEscrow.selector);
        tk.transfer(address(controller), 0);
        vm.prank(fans[0]);
        vm.expectRevert(TransferToEscrow.selector);
        tki.transfer(address(controller), 1);
    }

    function test_permitSetsAnAllowanceOnce() public {
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"),
                fans[0],
                fans[1],
                3 ether,
                tk.nonces(fans[0]),
                vm.getBlockTimestamp()
            )
        );
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", tk.DOMAIN_SEPARATOR(), structHash));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(keyOf[fans[0]], digest);
        tk.permit(fans[0], fans[1], 3 ether, vm.getBlockTimestamp(), v, r, s);
        assertEq(tk.allowance(fans[0], fans[1]), 3 ether);
        vm.expectRevert();
        tk.permit(fans[0], fans[1], 3 ether, vm.getBlockTimestamp(), v, r, s);
    }

    function test_pausedMeansPaused() public {
        _fundAndWait(fans[0], 5 ether);
        _pause();
        vm.prank(fans[0]);
        vm.expectRevert(EnforcedLedgerPause.selector);
        tk.transfer(fans[1], 1);
        vm.prank(fans[0]);
        vm.expectRevert(EnforcedLedgerPause.selector);
        tki.transfer(fans[1], 1);
        tki.accrueFor(fans[0]);
    }
}
