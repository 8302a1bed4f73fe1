// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SpendingSlot} from "../src/libraries/SpendingSlot.sol";
import {OvationTest} from "./support/OvationTest.sol";
import {SkipReason} from "../src/interfaces/OvationTypes.sol";
import {vm} from "./support/Vm.sol";

contract NoncesTest is OvationTest {
    using SpendingSlot for uint256;

    mapping(uint256 => bool) private used;

    /// Against the plain statement: a nonce is good once, unless one 32 or more above it was used before.
    function testFuzz_windowAgainstItsPlainStatement(uint256 seed, uint256 elsewhere) public {
        uint256 rest = elsewhere & ~(((uint256(1) << 56) - 1) << 192);
        uint256 slot = rest;
        uint256 highest;
        bool any;
        uint256 centre;
        for (uint256 i; i < 60; ++i) {
            uint256 random = uint256(keccak256(abi.encode(seed, i)));
            uint256 nonce = centre + random % 48;
            if (random >> 250 == 0) centre += (random >> 100) % 100;
            uint256 next = slot.useNonce(nonce);
            bool passed = any && nonce + 32 <= highest;
            bool expected = !used[nonce] && !passed;
            if (expected != (next != 0)) {
                // Below a base that moved over used nonces there are only used ones: the two must agree.
                revert AssertionFailed("nonce", nonce, highest);
            }
            if (next == 0) continue;
            used[nonce] = true;
            if (nonce > highest) highest = nonce;
            any = true;
            slot = next;
            assertEq(slot & ~(((uint256(1) << 56) - 1) << 192), rest, "the rest of the slot");
            assertTrue(!used[slot.nonceBase()], "the base is free");
        }
    }

    function test_theLastNonceLeavesTheBaseInRange() public pure {
        uint256 slot = uint256(0).useNonce(SpendingSlot.MAX_NONCE);
        assertEq(slot.nonceBase(), SpendingSlot.MAX_NONCE - 31);
        for (uint256 i = 31; i > 0; --i) {
            slot = slot.useNonce(SpendingSlot.MAX_NONCE - i);
        }
        assertEq(slot.nonceBase(), SpendingSlot.MAX_NONCE + 1);
        assertEq(slot.nonceWindow(), 0);
        assertEq(slot.useNonce(SpendingSlot.MAX_NONCE), 0);
    }

    function test_aSkippedClapNeverBlocksTheNextOnes() public {
        _fundAndWait(fans[0], 100 ether);
        for (uint256 i; i < 3; ++i) {
            uint256 nonce = 70 - 20 * i;
            _submit(
                address(tki), _draw(_oneTime(fans[0], address(tki), 1 ether, nonce), _legs(_leg(creators[0], 1 ether)))
            );
        }
        // 70 slid the window to 39; 50 was within it, 30 behind it.
        assertEq(tki.balanceOf(fans[0]), 198 ether);
        assertEq(validator.nextNonce(fans[0]), 39);
        assertTrue(validator.nonceUsed(fans[0], 70) && validator.nonceUsed(fans[0], 50), "used");
        assertTrue(validator.nonceUsed(fans[0], 30), "passed");
        assertTrue(!validator.nonceUsed(fans[0], 39) && !validator.nonceUsed(fans[0], 71), "free");
        assertTrue(!validator.nonceUsed(fans[0], 1_000_000), "far ahead is free");
    }

    function test_aReplayedSignatureIsSkipped() public {
        _fundAndWait(fans[0], 100 ether);
        _clap(fans[0], creators[0], 1 ether);
        _assertSkipped(
            address(tki),
            _draw(_oneTime(fans[0], address(tki), 1 ether, 0), _legs(_leg(creators[0], 1 ether))),
            SkipReason.NonceUsed
        );
    }
}
