// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import "../src/interfaces/OvationErrors.sol";
import {OvationTest} from "./support/OvationTest.sol";
import {vm} from "./support/Vm.sol";

contract ControllerBurnTest is OvationTest {
    bytes32 private constant ID = "withdrawal";

    function setUp() public override {
        super.setUp();
        _fund(creators[0], 50 ether);
    }

    function test_aSignedWithdrawalIsBurnedOnce() public {
        bytes memory signature = _withdrawal(creators[0], 20 ether, ID);
        _burn(creators[0], 20 ether, ID, signature);
        assertEq(tk.balanceOf(creators[0]), 30 ether);
        assertEq(tk.totalSupply(), 30 ether);
        assertEq(controller.withdrawalState(ID), 1);
        vm.prank(treasurer);
        vm.expectRevert(abi.encodeWithSelector(WithdrawalAlreadyUsed.selector, ID));
        controller.controllerBurn(creators[0], 20 ether, ID, signature);
    }

    function testFuzz_aSignatureHoldsForItsWordsAlone(uint88 amount, bytes32 id, uint8 whose) public {
        bytes memory signature = _withdrawal(creators[0], 20 ether, ID);
        address from = creators[whose % FANS];
        if (amount == 20 ether && id == ID && from == creators[0]) return;
        if (amount == 0) amount = 1;
        vm.prank(treasurer);
        vm.expectRevert(abi.encodeWithSelector(InvalidSignature.selector, from));
        controller.controllerBurn(from, amount, id, signature);
    }

    function test_anotherSignerIsRefused() public {
        bytes memory signature = _sign(creators[1], _hash(creators[0], 20 ether, ID));
        vm.prank(treasurer);
        vm.expectRevert(abi.encodeWithSelector(InvalidSignature.selector, creators[0]));
        controller.controllerBurn(creators[0], 20 ether, ID, signature);
    }

    function test_moreThanTheBalanceAndZeroAreRefused() public {
        bytes memory signature = _withdrawal(creators[0], 51 ether, ID);
        vm.prank(treasurer);
        vm.expectRevert();
        controller.controllerBurn(creators[0], 51 ether, ID, signature);
        signature = _withdrawal(creators[0], (1 << 88) + 1, ID);
        vm.prank(treasurer);
        vm.expectRevert();
        controller.controllerBurn(creators[0], (1 << 88) + 1, ID, signature);
        assertEq(controller.withdrawalState(ID), 0);
        vm.prank(treasurer);
        vm.expectRevert(ZeroAmountRefused.selector);
        controller.controllerBurn(creators[0], 0, ID, signature);
    }

    function test_aFailedPayoutIsGivenBackOnce() public {
        vm.prank(treasurer);
        vm.expectRevert(abi.encodeWithSelector(WithdrawalNotBurned.selector, ID));
        controller.returnWithdrawal(ID);
        _burn(creators[0], 20 ether, ID, _withdrawal(creators[0], 20 ether, ID));
        vm.prank(treasurer);
        controller.returnWithdrawal(ID);
        assertEq(tk.balanceOf(creators[0]), 50 ether);
        assertEq(controller.withdrawalState(ID), 2);
        vm.prank(treasurer);
        vm.expectRevert(abi.encodeWithSelector(WithdrawalNotBurned.selector, ID));
        controller.returnWithdrawal(ID);
        bytes memory signature = _withdrawal(creators[0], 20 ether, ID);
        vm.prank(treasurer);
        vm.expectRevert(abi.encodeWithSelector(WithdrawalAlreadyUsed.selector, ID));
        controller.controllerBurn(creators[0], 20 ether, ID, signature);
    }

    function test_interestEarnedBeforeTheBurnIsKept() public {
        _wait(30 days);
        _burn(creators[0], 50 ether, ID, _withdrawal(creators[0], 50 ether, ID));
        assertEq(tki.balanceOf(creators[0]), 100 ether);
        _wait(30 days);
        assertEq(tki.balanceOf(creators[0]), 100 ether);
        assertEq(tki.totalSupply(), 100 ether);
    }

    function test_onlyTheTreasurerAndNotWhilePaused() public {
        bytes memory signature = _withdrawal(creators[0], 20 ether, ID);
        vm.prank(stranger);
        vm.expectRevert();
        controller.controllerBurn(creators[0], 20 ether, ID, signature);
        vm.prank(stranger);
        vm.expectRevert();
        controller.returnWithdrawal(ID);
        _pause();
        vm.prank(treasurer);
        vm.expectRevert();
        controller.controllerBurn(creators[0], 20 ether, ID, signature);
        vm.prank(treasurer);
        vm.expectRevert();
        controller.returnWithdrawal(ID);
    }

    function _hash(address owner, uint256 amount, bytes32 id) private pure returns (bytes32) {
        return keccak256(
            abi.encode(keccak256("Withdrawal(address owner,uint256 amount,bytes32 withdrawalId)"), owner, amount, id)
        );
    }

    function _withdrawal(address owner, uint256 amount, bytes32 id) private view returns (bytes memory) {
        return _sign(owner, _hash(owner, amount, id));
    }

    function _burn(address from, uint256 amount, bytes32 id, bytes memory signature) private {
        vm.prank(treasurer);
        controller.controllerBurn(from, amount, id, signature);
    }
}
