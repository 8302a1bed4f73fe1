// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Caveat, Delegation, IDelegationManager} from "../src/interfaces/IDelegationManager.sol";
import {BatchData, LegState} from "../src/interfaces/OvationTypes.sol";
import "../src/interfaces/OvationErrors.sol";
import {
    IdleManager,
    SmartAccount,
    TestDelegationManager,
    TransferAmountEnforcer
} from "./support/DelegationFramework.sol";
import {OvationTest} from "./support/OvationTest.sol";
import {vm} from "./support/Vm.sol";

/// ERC-7710: a delegation funds a fan's escrow.
contract SubmitDelegatedTest is OvationTest {
    TestDelegationManager private manager;
    TransferAmountEnforcer private enforcer;
    address private account;

    function setUp() public override {
        super.setUp();
        manager = new TestDelegationManager();
        enforcer = new TransferAmountEnforcer();
        account = address(new SmartAccount(address(manager), fans[0]));
        vm.prank(admin);
        controller.allowDelegationManager(address(manager), true);
        vm.prank(admin);
        controller.allowCaveatEnforcer(address(enforcer), true);
        _fundAndWait(account, 100 ether);
    }

    function test_aDelegationFundsClaps() public {
        bytes memory context = _context(_delegation(address(tki), 50 ether));
        uint256[] memory legs = _legs(_leg(creators[0], 20 ether), _leg(creators[1], 10 ether));
        _redeem(9, address(tki), legs, context);
        assertEq(tki.balanceOf(account), 170 ether);
        assertEq(tki.balanceOf(address(controller)), 30 ether);
        assertState(9, 1, LegState.Open);
        BatchData memory data = BatchData(address(tki), uint40(vm.getBlockTimestamp()), legs, new address[](2));
        (data.owners[0], data.owners[1]) = (account, account);
        _cancel(9, data, 2);
        assertEq(tki.balanceOf(account), 180 ether);
        _approve(9, 1);
        _endEpoch();
        _settle(9, data);
        assertEq(tk.balanceOf(creators[0]), 0.2 ether);
    }

    function test_aDelegationFundsGifts() public {
        _redeem(9, address(tk), _legs(_leg(creators[0], 20 ether)), _context(_delegation(address(tk), 50 ether)));
        assertEq(tk.balanceOf(account), 80 ether);
        assertEq(tk.balanceOf(address(controller)), 20 ether);
    }

    function test_theCaveatHolds() public {
        bytes memory context = _context(_delegation(address(tki), 50 ether));
        _redeem(9, address(tki), _legs(_leg(creators[0], 40 ether)), context);
        vm.prank(relayer);
        vm.expectRevert(bytes("allowance exceeded"));
        controller.submitDelegated(10, address(tki), account, _legs(_leg(creators[0], 11 ether)), manager, context);
        vm.prank(relayer);
        vm.expectRevert(bytes("wrong token"));
        controller.submitDelegated(10, address(tk), account, _legs(_leg(creators[0], 1 ether)), manager, context);
    }

    function test_aForgedDelegationIsRefused() public {
        Delegation memory d = _delegation(address(tki), 50 ether);
        d.salt = 1;
        _expectRefused(d, bytes(abi.encodeWithSignature("Error(string)", "not signed")));
    }

    function test_onlyAllowedManagersAndEnforcers() public {
        bytes memory context = _context(_delegation(address(tki), 50 ether));
        IdleManager other = new IdleManager();
        vm.prank(relayer);
        vm.expectRevert(abi.encodeWithSelector(DelegationManagerNotAllowed.selector, address(other)));
        controller.submitDelegated(9, address(tki), account, _legs(_leg(creators[0], 1)), other, context);
        vm.prank(admin);
        controller.allowCaveatEnforcer(address(enforcer), false);
        _expectRefused(
            _delegation(address(tki), 50 ether),
            abi.encodeWithSelector(CaveatEnforcerNotAllowed.selector, address(enforcer))
        );
    }

    function test_onlyTheOwnersOwnDelegationToUs() public {
        Delegation memory d = _delegation(address(tki), 50 ether);
        d.delegator = fans[1];
        _expectRefused(d, abi.encodeWithSelector(DelegationNotFromOwner.selector, fans[1]));
        d = _delegation(address(tki), 50 ether);
        d.delegate = relayer;
        _expectRefused(d, abi.encodeWithSelector(DelegationNotToController.selector, relayer));
        bytes memory chain = abi.encode(new Delegation[](2));
        vm.prank(relayer);
        vm.expectRevert(abi.encodeWithSelector(DelegationChainRefused.selector, 2));
        controller.submitDelegated(9, address(tki), account, _legs(_leg(creators[0], 1)), manager, chain);
    }

    function test_aManagerThatMovesNothingIsNoticed() public {
        IdleManager idle = new IdleManager();
        vm.prank(admin);
        controller.allowDelegationManager(address(idle), true);
        bytes memory context = _context(_delegation(address(tki), 50 ether));
        vm.prank(relayer);
        vm.expectRevert(DelegationMovedNothing.selector);
        controller.submitDelegated(9, address(tki), account, _legs(_leg(creators[0], 1)), idle, context);
    }

    function test_badLegsRevertTheWhole() public {
        bytes memory context = _context(_delegation(address(tki), 50 ether));
        vm.prank(relayer);
        vm.expectRevert(abi.encodeWithSelector(BadLeg.selector, 1));
        controller.submitDelegated(
            9, address(tki), account, _legs(_leg(creators[0], 1), _leg(stranger, 1)), manager, context
        );
        vm.prank(relayer);
        vm.expectRevert(abi.encodeWithSelector(BadLeg.selector, 0));
        controller.submitDelegated(9, address(tki), account, _legs(_leg(creators[0], 0)), manager, context);
        vm.prank(relayer);
        vm.expectRevert(EmptyBatch.selector);
        controller.submitDelegated(9, address(tki), account, new uint256[](0), manager, context);
        vm.prank(relayer);
        vm.expectRevert(abi.encodeWithSelector(UnknownToken.selector, address(this)));
        controller.submitDelegated(9, address(this), account, _legs(_leg(creators[0], 1)), manager, context);
    }

    function test_roleAndBatchId() public {
        bytes memory context = _context(_delegation(address(tki), 50 ether));
        vm.expectRevert();
        controller.submitDelegated(9, address(tki), account, _legs(_leg(creators[0], 1)), manager, context);
        _redeem(9, address(tki), _legs(_leg(creators[0], 1)), context);
        vm.prank(relayer);
        vm.expectRevert(abi.encodeWithSelector(BatchExists.selector, 9));
        controller.submitDelegated(9, address(tki), account, _legs(_leg(creators[0], 1)), manager, context);
    }

    function _delegation(address token, uint256 most) private view returns (Delegation memory d) {
        d.delegate = address(controller);
        d.delegator = account;
        d.authority = bytes32(type(uint256).max);
        d.caveats = new Caveat[](1);
        d.caveats[0] = Caveat(address(enforcer), abi.encodePacked(token, most), "");
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(keyOf[fans[0]], manager.hashOf(d));
        d.signature = abi.encode(r, s, v);
    }

    function _context(Delegation memory d) private pure returns (bytes memory) {
        Delegation[] memory delegations = new Delegation[](1);
        delegations[0] = d;
        return abi.encode(delegations);
    }

    function _redeem(uint128 batchId, address token, uint256[] memory legs, bytes memory context) private {
        vm.prank(relayer);
        controller.submitDelegated(batchId, token, account, legs, manager, context);
    }

    function _expectRefused(Delegation memory d, bytes memory error_) private {
        bytes memory context = _context(d);
        vm.prank(relayer);
        vm.expectRevert(error_);
        controller.submitDelegated(9, address(tki), account, _legs(_leg(creators[0], 1)), manager, context);
    }
}
