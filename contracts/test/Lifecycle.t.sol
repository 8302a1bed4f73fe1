// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BatchData, Draw, LegState} from "../src/interfaces/OvationTypes.sol";
import {OvationTest} from "./support/OvationTest.sol";
import {vm} from "./support/Vm.sol";

/// A clap's and a gift's whole life, as product and economics promise it.
contract LifecycleTest is OvationTest {
    function test_hundredTkHeldThirtyDaysEarnExactlyTwoHundredTki() public {
        _fundAndWait(fans[0], 100 ether);
        assertEq(tki.balanceOf(fans[0]), 200 ether);
        assertEq(tki.totalSupply(), 200 ether);
    }

    function test_aClapBecomesTkOfItsCreator() public {
        _fundAndWait(fans[0], 100 ether);
        (uint128 batchId, BatchData memory data) = _clap(fans[0], creators[0], 150 ether);
        assertState(batchId, 0, LegState.Open);
        assertEq(tki.balanceOf(fans[0]), 50 ether);
        assertEq(tki.balanceOf(address(controller)), 150 ether);
        _approve(batchId, 1);
        assertState(batchId, 0, LegState.Approved);
        _endEpoch();
        _settle(batchId, data);
        assertState(batchId, 0, LegState.Settled);
        assertEq(tk.balanceOf(creators[0]), 1.5 ether);
        assertEq(tki.balanceOf(address(controller)), 0);
        assertEq(tk.totalSupply(), 101.5 ether);
    }

    function test_aGiftBecomesTkOfItsCreator() public {
        _fundAndWait(fans[0], 100 ether);
        (uint128 batchId, BatchData memory data) = _gift(fans[0], creators[0], 40 ether);
        assertEq(tk.balanceOf(fans[0]), 60 ether);
        assertEq(tk.balanceOf(address(controller)), 40 ether);
        _approve(batchId, 1);
        _endEpoch();
        _settle(batchId, data);
        assertEq(tk.balanceOf(creators[0]), 40 ether);
        assertEq(tk.balanceOf(address(controller)), 0);
        assertEq(tk.totalSupply(), 100 ether);
    }

    function test_aStandingAuthorizationServesClapsWithoutSignature() public {
        _fundAndWait(fans[0], 100 ether);
        bytes32 authorization = _register(_standing(fans[0], address(tki), 100 ether));
        Draw memory first = _standingDraw(fans[0], authorization, _legs(_leg(creators[0], 30 ether)));
        _submit(address(tki), first);
        uint256[] memory payers = _legs(_payer(fans[0], authorization));
        vm.prank(relayer);
        controller.submitStanding(77, address(tki), payers, _legs(_leg(creators[1], 30 ether)));
        assertState(77, 0, LegState.Open);
        (,, uint256 remaining,,) = validator.standing(fans[0], authorization);
        assertEq(remaining, 40 ether);
        assertEq(tki.balanceOf(fans[0]), 140 ether);
    }
}
