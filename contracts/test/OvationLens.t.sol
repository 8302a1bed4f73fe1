// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {OvationLens} from "../src/OvationLens.sol";
import {Authorization, BatchData} from "../src/interfaces/OvationTypes.sol";
import {OvationTest} from "./support/OvationTest.sol";
import {vm} from "./support/Vm.sol";

contract OvationLensTest is OvationTest {
    OvationLens private lens;

    function setUp() public override {
        super.setUp();
        lens = new OvationLens(IERC20(address(tk)), IERC20(address(tki)), validator, controller);
        _fundAndWait(fans[0], 100 ether);
    }

    function test_aWalletInOneCall() public {
        _clap(fans[0], creators[0], 30 ether);
        OvationLens.Wallet memory fan = lens.walletOf(fans[0]);
        assertEq(fan.tk, 100 ether);
        assertEq(fan.tki, 170 ether);
        assertEq(fan.spent, 30 ether);
        assertEq(fan.index, tk.currentIndex());
        assertEq(fan.rateBps, 200);
        assertEq(fan.generation, 0);
        assertEq(fan.nextNonce, 1);
        assertTrue(!fan.creator, "no creator");
        assertTrue(lens.walletOf(creators[0]).creator, "creator");
    }

    function test_capacityIsTheLeastOfBalanceCapAndLimit() public {
        assertEq(lens.capacityOf(fans[0], address(tki), "unknown"), 0);
        bytes32 hash = _register(_standing(fans[0], address(tki), 300 ether));
        assertEq(lens.capacityOf(fans[0], address(tki), hash), 200 ether);
        _submit(address(tki), _standingDraw(fans[0], hash, _legs(_leg(creators[0], 150 ether))));
        _fundAndWait(fans[0], 900 ether);
        assertEq(lens.capacityOf(fans[0], address(tki), hash), 150 ether);
        vm.prank(fans[0]);
        validator.revokeAll();
        assertEq(lens.capacityOf(fans[0], address(tki), hash), 0);
    }

    function test_capacityPerIntent() public {
        Authorization memory a = _standing(fans[0], address(tki), 50 ether);
        a.capPerIntent = 5 ether;
        bytes32 hash = _register(a);
        assertEq(lens.capacityOf(fans[0], address(tki), hash), 5 ether);
        _wait(366 days);
        assertEq(lens.capacityOf(fans[0], address(tki), hash), 0);
    }

    function test_reservedAndNextPayoutFollowTheStates() public {
        uint128[] memory ids = new uint128[](2);
        BatchData[] memory batches = new BatchData[](2);
        (ids[0], batches[0]) = _clap(fans[0], creators[0], 30 ether + 7);
        (ids[1], batches[1]) = _gift(fans[0], creators[0], 40 ether);
        (uint256 tkReserved, uint256 tkiReserved) = lens.reservedOf(fans[0], ids, batches);
        assertEq(tkReserved, 40 ether);
        assertEq(tkiReserved, 30 ether + 7);
        (tkReserved, tkiReserved) = lens.reservedOf(fans[1], ids, batches);
        assertEq(tkReserved + tkiReserved, 0);
        assertEq(lens.nextPayoutOf(creators[0], ids, batches), 0);
        _approve(ids[0], 1);
        _approve(ids[1], 1);
        assertEq(lens.nextPayoutOf(creators[0], ids, batches), 40.3 ether);
        assertEq(lens.nextPayoutOf(creators[1], ids, batches), 0);
        _endEpoch();
        _settle(ids[0], batches[0]);
        _settle(ids[1], batches[1]);
        (tkReserved, tkiReserved) = lens.reservedOf(fans[0], ids, batches);
        assertEq(tkReserved + tkiReserved, 0);
        assertEq(tk.balanceOf(creators[0]), 40.3 ether);
    }
}
