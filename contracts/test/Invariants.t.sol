// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ITK} from "../src/interfaces/ITK.sol";
import {LegState} from "../src/interfaces/OvationTypes.sol";
import {ActorHandler} from "./support/ActorHandler.sol";
import {OvationTest} from "./support/OvationTest.sol";

/// Random sequences of everything that anybody can do; what must hold after each.
contract InvariantsTest is OvationTest {
    uint256 private constant UNIT = 259_200_000;

    ActorHandler private handler;

    function setUp() public override {
        handler = new ActorHandler();
        handler.setUp();
        (tk, tki, validator, controller) = handler.contracts();
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    /// Minted - burned = balances + escrow.
    function invariant_everyTkIsSomewhere() public view {
        uint256 sum = tk.balanceOf(address(controller));
        address[] memory holders = handler.holders();
        for (uint256 i; i < holders.length; ++i) {
            sum += tk.balanceOf(holders[i]);
        }
        assertEq(tk.totalSupply(), sum, "supply and balances");
        assertEq(tk.totalSupply(), handler.minted() + handler.paidForClaps() - handler.burned(), "minted and burned");
    }

    /// Escrow = sum of the open and approved legs, in both tokens.
    function invariant_escrowIsWhatIsInFlight() public view {
        (uint256 claps, uint256 gifts) = handler.inFlight();
        assertEq(tki.balanceOf(address(controller)), claps, "TKI in escrow");
        assertEq(tk.balanceOf(address(controller)), gifts, "TK in escrow");
    }

    /// What all have earned = integral of rate x supply outside escrow, to the last unit: nothing is ever rounded away.
    function invariant_interestIsTheIntegral() public view {
        uint256 index = tk.currentIndex();
        uint256 sum;
        address[] memory holders = handler.holders();
        for (uint256 i; i < holders.length; ++i) {
            ITK.Account memory account = tk.accountOf(holders[i]);
            sum += account.earned + account.balance * (index - account.index);
        }
        assertEq(sum, handler.integralNow() + handler.bonuses() * UNIT, "earned by all");
    }

    /// Never below the sum of balances, and within a wei per holder of it.
    function invariant_tkiSupplyCoversTheBalances() public view {
        uint256 sum = tki.balanceOf(address(controller));
        address[] memory holders = handler.holders();
        for (uint256 i; i < holders.length; ++i) {
            sum += tki.balanceOf(holders[i]);
        }
        assertLe(sum, tki.totalSupply(), "sum of balances");
        assertLe(tki.totalSupply(), sum + holders.length, "supply");
    }

    /// A fan's TKI leaves only under that fan's own authorizations, and comes back only from them.
    function invariant_nobodyIsDebitedWithoutAuthorization() public view {
        address[] memory holders = handler.holders();
        for (uint256 i; i < holders.length; ++i) {
            assertEq(tk.accountOf(holders[i]).spent, handler.authorized(holders[i]), "spent");
        }
    }

    /// Settled legs and what creators were paid agree, so no intent was paid twice; and no state ever went back.
    function invariant_everyLegIsPaidAtMostOnce() public view {
        assertEq(handler.stepsBack(), 0, "states that went back");
        (uint256 claps, uint256 gifts) = handler.settled();
        assertEq(handler.giftsPaid(), gifts, "gifts paid");
        uint256 remainders;
        address[] memory all = handler.creatorList();
        for (uint256 i; i < all.length; ++i) {
            remainders += controller.remainderOf(all[i]);
        }
        assertEq(handler.paidForClaps() * 100 + remainders, claps, "claps paid");
    }

    /// Guards against a handler whose calls all fail.
    function test_theHandlerGetsSomethingDone() public {
        for (uint256 i; i < 12; ++i) {
            handler.fund(i, 500 ether);
        }
        handler.pass(20 days);
        for (uint256 i; i < 6; ++i) {
            handler.clap(i, i, 3 ether + i);
            handler.gift(i, i, 3 ether);
            handler.bundle(i, 7 ether);
            handler.standingClap(i, i, 1 ether);
        }
        handler.review(0, 1, 0);
        handler.review(1, 1, 1);
        handler.review(2, 7, 2);
        handler.review(3, 3, 0);
        handler.pass(7 days);
        handler.settle(0);
        handler.settle(3);
        (uint256 claps,) = handler.settled();
        assertTrue(claps != 0, "something settled");
        invariant_everyTkIsSomewhere();
        invariant_escrowIsWhatIsInFlight();
        invariant_interestIsTheIntegral();
        invariant_tkiSupplyCoversTheBalances();
        invariant_nobodyIsDebitedWithoutAuthorization();
        invariant_everyLegIsPaidAtMostOnce();
    }
}
