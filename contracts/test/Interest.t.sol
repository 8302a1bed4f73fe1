// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccountSlot} from "../src/libraries/AccountSlot.sol";
import {ITK} from "../src/interfaces/ITK.sol";
import "../src/interfaces/OvationErrors.sol";
import {OvationTest} from "./support/OvationTest.sol";
import {vm} from "./support/Vm.sol";

contract InterestTest is OvationTest {
    uint256 private constant UNIT = 259_200_000;

    function test_indexGrowsByRateTimesSeconds() public {
        uint256 before = tk.currentIndex();
        _wait(12_345);
        assertEq(tk.currentIndex() - before, 200 * 12_345);
        assertEq(tki.currentIndex(), tk.currentIndex());
        assertEq(tk.rateBps(), 200);
    }

    function test_balanceShowsInterestAtEverySecondWithoutATransaction() public {
        _fund(fans[0], 100 ether);
        for (uint256 i = 1; i <= 5; ++i) {
            _wait(1);
            assertEq(tki.balanceOf(fans[0]), (100 ether * 200 * i) / UNIT);
        }
    }

    function testFuzz_interestIsBalanceTimesIndexDifference(uint88 amount, uint32 elapsed) public {
        amount = uint88(uint256(amount) % 10_000_000 ether) + 1;
        _fund(fans[0], amount);
        elapsed = elapsed % 2_000_000_000;
        _wait(elapsed);
        assertEq(tki.balanceOf(fans[0]), (uint256(amount) * 200 * elapsed) / UNIT);
        assertEq(tki.totalSupply(), tki.balanceOf(fans[0]));
    }

    /// However often and whenever an account is checkpointed, it loses not one wei.
    function testFuzz_checkpointsRoundNothingAway(uint256 seed, uint88 amount) public {
        amount = uint88(uint256(amount) % 10_000_000 ether) + 1;
        _fund(fans[0], amount);
        uint256 total;
        for (uint256 i; i < 20; ++i) {
            uint256 step = uint256(keccak256(abi.encode(seed, i))) % 100_000;
            total += step;
            _wait(step);
            tki.accrueFor(fans[0]);
        }
        assertEq(tki.balanceOf(fans[0]), (uint256(amount) * 200 * total) / UNIT);
        assertEq(tk.accountOf(fans[0]).earned, uint256(amount) * 200 * total);
    }

    function test_accrueForIsIdempotentAndForAnyone() public {
        _fundAndWait(fans[0], 100 ether);
        vm.prank(stranger);
        tki.accrueFor(fans[0]);
        ITK.Account memory once = tk.accountOf(fans[0]);
        vm.prank(stranger);
        tki.accrueFor(fans[0]);
        ITK.Account memory twice = tk.accountOf(fans[0]);
        assertEq(once.earned, 200 ether * UNIT);
        assertEq(once.earned, twice.earned);
        assertEq(once.index, twice.index);
        assertEq(once.balance, 100 ether);
        assertEq(tki.balanceOf(fans[0]), 200 ether);
    }

    function test_accrueManyTakesUnknownAccountsAndEscrowInItsStride() public {
        _fundAndWait(fans[0], 100 ether);
        _gift(fans[0], creators[0], 10 ether);
        _wait(30 days);
        address[] memory accounts = new address[](3);
        (accounts[0], accounts[1], accounts[2]) = (fans[0], address(controller), stranger);
        tki.accrueMany(accounts);
        assertEq(tki.balanceOf(fans[0]), 380 ether);
        assertEq(tki.balanceOf(address(controller)), 0, "escrow earns nothing");
        assertEq(tk.accountOf(address(controller)).earned, 0);
        assertEq(tk.accountOf(stranger).index, 0, "an account that never was is not opened");
    }

    function test_attack_rotatingTkThroughAddressesCreatesNoInterest() public {
        _fund(fans[0], 100 ether);
        for (uint256 i; i < 30; ++i) {
            _wait(1 days);
            vm.prank(fans[i % FANS]);
            tk.transfer(fans[(i + 1) % FANS], 100 ether);
        }
        uint256 sum;
        for (uint256 i; i < FANS; ++i) {
            sum += tki.balanceOf(fans[i]);
        }
        assertLe(sum, 200 ether, "interest of one holder, however many hold in turn");
        assertLe(200 ether, sum + FANS, "and not less than it, but for a wei each");
        assertEq(tki.totalSupply(), 200 ether);
    }

    function test_attack_rotatingWithinASecondCreatesNoInterest() public {
        _fundAndWait(fans[0], 100 ether);
        for (uint256 i; i + 1 < FANS; ++i) {
            vm.prank(fans[i]);
            tk.transfer(fans[i + 1], 100 ether);
            assertEq(tki.balanceOf(fans[i + 1]), 0);
        }
        assertEq(tki.balanceOf(fans[0]), 200 ether);
    }

    function test_attack_aLateDepositEarnsNothingForThePast() public {
        _fund(fans[0], 1 ether);
        _wait(29 days);
        _fund(fans[0], 1_000_000 ether);
        _fund(fans[1], 1_000_000 ether);
        assertEq(tki.balanceOf(fans[1]), 0);
        assertEq(tki.balanceOf(fans[0]), (uint256(1 ether) * 200 * 29 days) / UNIT);
    }

    function test_attack_aRateChangeIsNotRetroactive() public {
        _fundAndWait(fans[0], 100 ether);
        vm.prank(admin);
        controller.setRate(1000);
        assertEq(tki.balanceOf(fans[0]), 200 ether);
        _wait(30 days);
        assertEq(tki.balanceOf(fans[0]), 1200 ether);
        vm.prank(admin);
        controller.setRate(0);
        _wait(300 days);
        assertEq(tki.balanceOf(fans[0]), 1200 ether);
    }

    function test_selfTransferChangesNothing() public {
        _fundAndWait(fans[0], 100 ether);
        vm.prank(fans[0]);
        tk.transfer(fans[0], 60 ether);
        assertEq(tk.balanceOf(fans[0]), 100 ether);
        assertEq(tki.balanceOf(fans[0]), 200 ether);
    }

    function test_seventyFiveYearsAtTwoPercentOnTheWholeSupply() public {
        vm.prank(admin);
        controller.setDailyMintLimit(type(uint128).max);
        uint256 all = type(uint88).max;
        _fund(fans[0], all);
        uint256 start = tk.currentIndex();
        _wait(75 * 365.25 days);
        uint256 expected = (all * (tk.currentIndex() - start)) / UNIT;
        assertEq(tk.currentIndex() - start, 200 * 75 * 365.25 days);
        assertEq(tki.balanceOf(fans[0]), expected);
        _clap(fans[0], creators[0], type(uint96).max / 2);
        assertEq(tki.balanceOf(fans[0]), expected - type(uint96).max / 2);
    }

    function test_theIndexStopsAtItsRangeAndNothingBreaks() public {
        vm.prank(admin);
        controller.setRate(1000);
        _fund(fans[0], 100 ether);
        _wait(1_000 * 365 days);
        assertEq(tk.currentIndex(), AccountSlot.MAX_INDEX);
        uint256 balance = tki.balanceOf(fans[0]);
        tki.accrueFor(fans[0]);
        vm.prank(admin);
        controller.setRate(200);
        _wait(10 * 365 days);
        assertEq(tki.balanceOf(fans[0]), balance);
        vm.prank(fans[0]);
        tk.transfer(fans[1], 50 ether);
        assertEq(tki.balanceOf(fans[0]), balance);
    }

    function test_ratesAboveTenPercentAreRefused() public {
        vm.prank(admin);
        vm.expectRevert(abi.encodeWithSelector(RateTooHigh.selector, 1001));
        controller.setRate(1001);
    }
}
