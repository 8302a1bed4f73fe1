// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Authorization, BatchData, Draw, LegState, SkipReason} from "../src/interfaces/OvationTypes.sol";
import "../src/interfaces/OvationErrors.sol";
import {OvationTest} from "./support/OvationTest.sol";
import {vm} from "./support/Vm.sol";

contract SubmitTest is OvationTest {
    uint256 private constant ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;

    function setUp() public override {
        super.setUp();
        for (uint256 i; i < 4; ++i) {
            _fund(fans[i], 100 ether);
        }
        _wait(30 days);
    }

    // ---- what a batch keeps ----

    function test_theBatchHashIsAsDocumented() public {
        (uint128 batchId, BatchData memory data) = _clap(fans[0], creators[0], 1 ether);
        bytes32 legsHash = keccak256(abi.encodePacked(data.legs));
        bytes32 ownersHash = keccak256(abi.encodePacked(data.owners));
        bytes32 full = keccak256(abi.encode(data.token, uint256(data.submittedAt), legsHash, ownersHash));
        assertEq(controller.batchHash(batchId), full & ~bytes32(uint256(type(uint32).max)));
        assertEq(controller.legCount(batchId), 1);
        assertState(batchId, 1, LegState.None);
        assertState(batchId + 1, 0, LegState.None);
    }

    function test_aBatchIdIsUsedOnce() public {
        Draw[] memory draws = _draws(_single(fans[0], address(tki), creators[0], 1 ether));
        vm.prank(relayer);
        controller.submit(5, address(tki), draws);
        draws = _draws(_single(fans[0], address(tki), creators[0], 1 ether));
        vm.prank(relayer);
        vm.expectRevert(abi.encodeWithSelector(BatchExists.selector, 5));
        controller.submit(5, address(tki), draws);
    }

    function test_emptyBatchesAndForeignTokensAreRefused() public {
        vm.prank(relayer);
        vm.expectRevert(EmptyBatch.selector);
        controller.submit(5, address(tki), new Draw[](0));
        Draw[] memory draws = _draws(_single(fans[0], address(tki), creators[0], 1 ether));
        vm.prank(relayer);
        vm.expectRevert(abi.encodeWithSelector(UnknownToken.selector, address(this)));
        controller.submit(5, address(this), draws);
    }

    function test_atMost65535Legs() public {
        Draw[] memory draws = _draws(_single(fans[0], address(tki), creators[0], 1 ether));
        draws[0].legs = new uint256[](65_536);
        vm.prank(relayer);
        vm.expectRevert(abi.encodeWithSelector(TooManyLegs.selector, 65_536));
        controller.submit(5, address(tki), draws);
    }

    function test_onlyTheRelayerAndNotWhilePaused() public {
        Draw[] memory draws = _draws(_single(fans[0], address(tki), creators[0], 1 ether));
        vm.prank(fans[0]);
        vm.expectRevert();
        controller.submit(5, address(tki), draws);
        _pause();
        vm.prank(relayer);
        vm.expectRevert();
        controller.submit(5, address(tki), draws);
    }

    // ---- a bad leg never harms its neighbours ----

    function test_badDrawsAreSkippedBetweenGoodOnes() public {
        Draw memory bad = _single(fans[1], address(tki), creators[1], 1 ether);
        bad.signature[3] ^= 0x01;
        Draw[] memory draws = _draws(
            _single(fans[0], address(tki), creators[0], 1 ether),
            bad,
            _single(fans[2], address(tki), creators[2], 1 ether)
        );
        vm.recordLogs();
        (uint128 batchId,) = _submit(address(tki), draws);
        (uint256[] memory legs, SkipReason[] memory reasons) = _skips();
        assertEq(legs.length, 1);
        assertEq(legs[0], 1);
        assertTrue(reasons[0] == SkipReason.BadSignature, "reason");
        assertState(batchId, 0, LegState.Open);
        assertState(batchId, 1, LegState.Released);
        assertState(batchId, 2, LegState.Open);
        assertEq(tki.balanceOf(address(controller)), 2 ether);
        assertEq(tki.balanceOf(fans[1]), 200 ether);
    }

    function test_aBundleTakesTheLegsThatAreGood() public {
        Authorization memory a = _oneTime(fans[0], address(tki), 10 ether, 0);
        a.capPerIntent = 4 ether;
        uint256[] memory legs = new uint256[](6);
        legs[0] = _leg(creators[0], 4 ether);
        legs[1] = _leg(stranger, 1 ether);
        legs[2] = _leg(creators[1], 5 ether);
        legs[3] = _leg(creators[2], 0);
        legs[4] = _leg(creators[1], 4 ether);
        legs[5] = _leg(creators[1], 3 ether);
        vm.recordLogs();
        (uint128 batchId,) = _submit(address(tki), _draw(a, legs));
        (uint256[] memory skipped, SkipReason[] memory reasons) = _skips();
        assertEq(skipped.length, 4);
        assertTrue(reasons[0] == SkipReason.UnknownCreator, "leg 1");
        assertTrue(reasons[1] == SkipReason.OverCapPerIntent, "leg 2");
        assertTrue(reasons[2] == SkipReason.ZeroAmount, "leg 3");
        assertTrue(reasons[3] == SkipReason.OverCap, "leg 5");
        assertState(batchId, 4, LegState.Open);
        assertEq(tki.balanceOf(fans[0]), 192 ether);
        assertTrue(validator.nonceUsed(fans[0], 0), "nonce used");
    }

    function test_aPoorFansBundleTakesTheLegsThatFit() public {
        Authorization memory a = _oneTime(fans[0], address(tki), 1000 ether, 0);
        uint256[] memory legs =
            _legs(_leg(creators[0], 150 ether), _leg(creators[1], 100 ether), _leg(creators[2], 50 ether));
        vm.recordLogs();
        (uint128 batchId,) =
            _submit(address(tki), _draws(_single(fans[1], address(tki), creators[0], 1), _draw(a, legs)));
        (uint256[] memory skipped, SkipReason[] memory reasons) = _skips();
        assertEq(skipped.length, 1);
        assertEq(skipped[0], 2);
        assertTrue(reasons[0] == SkipReason.InsufficientBalance, "reason");
        assertEq(tki.balanceOf(fans[0]), 0);
        assertState(batchId, 1, LegState.Open);
        assertState(batchId, 3, LegState.Open);
        assertEq(tki.balanceOf(address(controller)), 200 ether + 1);
    }

    function test_aPoorFansStandingBundleGivesTheRestBackToTheCap() public {
        bytes32 hash = _register(_standing(fans[0], address(tki), 1000 ether));
        uint256[] memory legs =
            _legs(_leg(creators[0], 150 ether), _leg(creators[1], 100 ether), _leg(creators[2], 50 ether));
        _submit(address(tki), _standingDraw(fans[0], hash, legs));
        (,, uint256 remaining,,) = validator.standing(fans[0], hash);
        assertEq(remaining, 800 ether);
        _assertSkipped(
            address(tki), _standingDraw(fans[0], hash, _legs(_leg(creators[0], 1))), SkipReason.InsufficientBalance
        );
        (,, remaining,,) = validator.standing(fans[0], hash);
        assertEq(remaining, 800 ether);
    }

    function test_aFullySkippedDrawUsesNoNonce() public {
        _assertSkipped(address(tki), _single(fans[0], address(tki), stranger, 1 ether), SkipReason.UnknownCreator);
        assertTrue(!validator.nonceUsed(fans[0], 0), "nonce free");
        _clap(fans[0], creators[0], 1 ether);
        assertTrue(validator.nonceUsed(fans[0], 0), "nonce used");
    }

    // ---- every reason ----

    function test_termsOutsideTheirRangeAreMalformed() public {
        Authorization memory a = _oneTime(fans[0], address(tki), uint256(type(uint96).max) + 1, 0);
        _assertSkipped(address(tki), _draw(a, _legs(_leg(creators[0], 1))), SkipReason.Malformed);
        a = _oneTime(fans[0], address(tki), 1 ether, type(uint24).max);
        _assertSkipped(address(tki), _draw(a, _legs(_leg(creators[0], 1))), SkipReason.Malformed);
        a.validUntil = 1;
        _assertSkipped(address(tki), _draw(a, _legs(_leg(creators[0], 1))), SkipReason.Malformed);
        a = _authorization(fans[0], address(tki), 1 ether, 1 << 80);
        _assertSkipped(address(tki), _draw(a, _legs(_leg(creators[0], 1))), SkipReason.Malformed);
        a = _authorization(fans[0], address(tki), 1 ether, STANDING | (1 << 80));
        _assertSkipped(address(tki), _draw(a, _legs(_leg(creators[0], 1))), SkipReason.Malformed);
    }

    function test_timeIsInclusiveAtBothEnds() public {
        uint256 now_ = vm.getBlockTimestamp();
        Authorization memory a = _oneTime(fans[0], address(tki), 1 ether, 0);
        (a.validAfter, a.validUntil) = (uint64(now_ + 1), uint64(now_ + 2));
        Draw memory draw = _draw(a, _legs(_leg(creators[0], 1 ether)));
        _assertSkipped(address(tki), draw, SkipReason.NotYetValid);
        vm.warp(now_ + 3);
        _assertSkipped(address(tki), draw, SkipReason.Expired);
        vm.warp(now_ + 1);
        uint256 before = tki.balanceOf(fans[0]);
        _submit(address(tki), draw);
        assertEq(tki.balanceOf(fans[0]), before - 1 ether);
        a.salt = 1;
        vm.warp(now_ + 2);
        before = tki.balanceOf(fans[0]);
        _submit(address(tki), _draw(a, _legs(_leg(creators[0], 1 ether))));
        assertEq(tki.balanceOf(fans[0]), before - 1 ether);
    }

    function test_theCreatorScopeHolds() public {
        Authorization memory a = _oneTime(fans[0], address(tki), 1 ether, 0);
        a.creator = creators[1];
        _assertSkipped(address(tki), _draw(a, _legs(_leg(creators[0], 1 ether))), SkipReason.WrongCreator);
        _submit(address(tki), _draw(a, _legs(_leg(creators[1], 1 ether))));
        assertEq(tki.balanceOf(fans[0]), 199 ether);
    }

    function test_unregisteredCreatorsAreUnknown() public {
        vm.prank(compliance);
        controller.unregisterCreator(creators[0]);
        assertTrue(!controller.isCreator(creators[0]), "unregistered");
        _assertSkipped(address(tki), _single(fans[0], address(tki), creators[0], 1), SkipReason.UnknownCreator);
        _assertSkipped(address(tki), _single(fans[0], address(tki), address(0), 1), SkipReason.UnknownCreator);
    }

    function testFuzz_anyBitFlippedInTheSignatureIsRefused(uint256 bit) public {
        Draw memory draw = _single(fans[0], address(tki), creators[0], 1 ether);
        bit = bit % 520;
        draw.signature[bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
        _assertSkipped(address(tki), draw, SkipReason.BadSignature);
    }

    function testFuzz_anyTermChangedIsRefused(uint8 field, uint64 by) public {
        Draw memory draw = _single(fans[0], address(tki), creators[0], 1 ether);
        uint256 delta = uint256(by) % 1000 + 1;
        field = field % 6;
        if (field == 0) draw.owner = fans[1 + delta % 3];
        else if (field == 1) draw.creator = creators[delta % FANS];
        else if (field == 2) draw.cap += delta;
        else if (field == 3) draw.capPerIntent += delta;
        else if (field == 4) draw.validUntil += uint64(delta);
        else draw.salt += delta;
        _assertSkipped(address(tki), draw, SkipReason.BadSignature);
    }

    // ---- attacks ----

    function test_attack_aTkAuthorizationTakesNoTkiAndTheReverse() public {
        _assertSkipped(address(tki), _single(fans[0], address(tk), creators[0], 1 ether), SkipReason.BadSignature);
        _assertSkipped(address(tk), _single(fans[0], address(tki), creators[0], 1 ether), SkipReason.BadSignature);
        bytes32 hash = _register(_standing(fans[0], address(tki), 10 ether));
        _assertSkipped(
            address(tk), _standingDraw(fans[0], hash, _legs(_leg(creators[0], 1))), SkipReason.UnknownAuthorization
        );
    }

    function test_attack_aSignatureForAnotherChainOrContract() public {
        Authorization memory a = _oneTime(fans[0], address(tki), 1 ether, 0);
        bytes32 structHash = validator.hashOf(a);
        bytes32 elsewhere =
            keccak256(abi.encodePacked(hex"1901", _domain(block.chainid + 1, address(validator)), structHash));
        _assertSkipped(
            address(tki),
            _draw(a, _signRaw(fans[0], elsewhere), _legs(_leg(creators[0], 1 ether))),
            SkipReason.BadSignature
        );
        elsewhere = keccak256(abi.encodePacked(hex"1901", _domain(block.chainid, address(controller)), structHash));
        _assertSkipped(
            address(tki),
            _draw(a, _signRaw(fans[0], elsewhere), _legs(_leg(creators[0], 1 ether))),
            SkipReason.BadSignature
        );
    }

    function test_attack_aSignatureDoesNotOutliveAForkOfTheChain() public {
        Draw memory draw = _single(fans[0], address(tki), creators[0], 1 ether);
        vm.chainId(block.chainid + 1);
        _assertSkipped(address(tki), draw, SkipReason.BadSignature);
    }

    function test_attack_malleableAndCompactSignatures() public {
        Authorization memory a = _oneTime(fans[0], address(tki), 1 ether, 0);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(keyOf[fans[0]], _digest(validator.hashOf(a)));
        bytes32 highS = bytes32(ORDER - uint256(s));
        uint256[] memory legs = _legs(_leg(creators[0], 1 ether));
        bytes memory signature = abi.encodePacked(r, highS, v == 27 ? uint8(28) : uint8(27));
        _assertSkipped(address(tki), _draw(a, signature, legs), SkipReason.BadSignature);
        signature = abi.encodePacked(r, bytes32(uint256(s) | (uint256(v - 27) << 255)));
        _assertSkipped(address(tki), _draw(a, signature, legs), SkipReason.BadSignature);
        _assertSkipped(address(tki), _draw(a, "", legs), SkipReason.BadSignature);
        _assertSkipped(address(tki), _draw(a, new bytes(65), legs), SkipReason.BadSignature);
    }

    function test_attack_anEmptySignatureOfNobody() public {
        Authorization memory a = _oneTime(address(0), address(tki), 1 ether, 0);
        _assertSkipped(
            address(tki), _draw(a, new bytes(65), _legs(_leg(creators[0], 1 ether))), SkipReason.BadSignature
        );
    }

    function test_attack_oneFanSpendsAnothersAuthorization() public {
        bytes32 hash = _register(_standing(fans[0], address(tki), 10 ether));
        _assertSkipped(
            address(tki),
            _standingDraw(fans[1], hash, _legs(_leg(creators[0], 1 ether))),
            SkipReason.UnknownAuthorization
        );
        Authorization memory a = _oneTime(fans[0], address(tki), 1 ether, 0);
        bytes memory signature = _sign(fans[1], validator.hashOf(a));
        _assertSkipped(address(tki), _draw(a, signature, _legs(_leg(creators[0], 1 ether))), SkipReason.BadSignature);
    }

    function test_attack_theSameSignatureTwiceInOneBatch() public {
        Draw memory draw = _single(fans[0], address(tki), creators[0], 1 ether);
        vm.recordLogs();
        _submit(address(tki), _draws(draw, draw));
        (uint256[] memory legs, SkipReason[] memory reasons) = _skips();
        assertEq(legs.length, 1);
        assertEq(legs[0], 1);
        assertTrue(reasons[0] == SkipReason.NonceUsed, "reason");
        assertEq(tki.balanceOf(fans[0]), 199 ether);
    }

    function test_attack_overCapByConcurrencyInOneBatch() public {
        bytes32 hash = _register(_standing(fans[0], address(tki), 10 ether));
        Draw memory draw = _standingDraw(fans[0], hash, _legs(_leg(creators[0], 6 ether)));
        vm.recordLogs();
        _submit(address(tki), _draws(draw, draw));
        (uint256[] memory legs, SkipReason[] memory reasons) = _skips();
        assertEq(legs.length, 1);
        assertTrue(reasons[0] == SkipReason.OverCap, "reason");
        assertEq(tki.balanceOf(fans[0]), 194 ether);
    }

    function test_attack_twoSignaturesSpendOneBalanceTwice() public {
        Draw memory one = _single(fans[0], address(tki), creators[0], 150 ether);
        Draw memory two = _draw(_oneTime(fans[0], address(tki), 150 ether, 1), _legs(_leg(creators[1], 150 ether)));
        vm.recordLogs();
        _submit(address(tki), _draws(one, two));
        (uint256[] memory legs, SkipReason[] memory reasons) = _skips();
        assertEq(legs.length, 1);
        assertTrue(reasons[0] == SkipReason.InsufficientBalance, "reason");
        assertEq(tki.balanceOf(fans[0]), 50 ether);
        assertTrue(!validator.nonceUsed(fans[0], 1), "the refused one may try again");
    }

    function test_attack_giftsSpendOneBalanceTwice() public {
        Draw memory one = _single(fans[0], address(tk), creators[0], 60 ether);
        Draw memory two = _draw(
            _oneTime(fans[0], address(tk), 100 ether, 1),
            _legs(_leg(creators[1], 60 ether), _leg(creators[1], 40 ether))
        );
        _submit(address(tk), _draws(one, two));
        assertEq(tk.balanceOf(fans[0]), 0);
        assertEq(tk.balanceOf(address(controller)), 100 ether);
        _assertSkipped(
            address(tk), _draw(_oneTime(fans[0], address(tk), 1, 1), _legs(_leg(creators[0], 1))), SkipReason.NonceUsed
        );
    }

    /// The first draw is refused for lack of balance and tried again leg by leg, after the second one has used the nonce
    /// that both share: it must not be counted as escrowed.
    function test_attack_oneNonceForAPoorDrawAndAFittingOne() public {
        Authorization memory a = _oneTime(fans[0], address(tki), 1000 ether, 0);
        Draw memory poor = _draw(a, _legs(_leg(creators[0], 150 ether), _leg(creators[0], 100 ether)));
        Draw memory fitting = _draw(a, _legs(_leg(creators[1], 10 ether)));
        _clap(fans[1], creators[2], 200 ether);
        vm.recordLogs();
        (uint128 batchId,) = _submit(address(tki), _draws(poor, fitting));
        (uint256[] memory legs, SkipReason[] memory reasons) = _skips();
        assertEq(legs.length, 2);
        assertTrue(reasons[0] == SkipReason.NonceUsed, "the leg that would have fitted");
        assertTrue(reasons[1] == SkipReason.InsufficientBalance, "the leg that did not fit");
        assertState(batchId, 0, LegState.Released);
        assertState(batchId, 1, LegState.Released);
        assertState(batchId, 2, LegState.Open);
        assertEq(tki.balanceOf(fans[0]), 190 ether);
        assertEq(tki.balanceOf(address(controller)), 210 ether);
    }

    function test_attack_maxValuesAreRefusedWithoutHarm() public {
        Authorization memory a = _oneTime(fans[0], address(tki), type(uint96).max, 0);
        uint256[] memory legs = _legs(_leg(creators[0], type(uint96).max), _leg(creators[0], type(uint96).max));
        vm.recordLogs();
        _submit(address(tki), _draw(a, legs));
        (, SkipReason[] memory reasons) = _skips();
        assertTrue(reasons[0] == SkipReason.InsufficientBalance, "first");
        assertTrue(reasons[1] == SkipReason.OverCap, "second");
        a = _oneTime(fans[0], address(tk), type(uint96).max, 0);
        _assertSkipped(
            address(tk), _draw(a, _legs(_leg(creators[0], type(uint96).max))), SkipReason.InsufficientBalance
        );
    }

    // ---- standing authorizations in a draw ----

    function test_theFirstDrawMayBringTheSignature() public {
        Authorization memory a = _standing(fans[0], address(tki), 10 ether);
        Draw memory draw = _draw(a, _legs(_leg(creators[0], 4 ether)));
        _submit(address(tki), draw);
        _submit(address(tki), draw);
        bytes32 hash = validator.hashOf(a);
        (bool registered,, uint256 remaining,,) = validator.standing(fans[0], hash);
        assertTrue(registered, "registered");
        assertEq(remaining, 2 ether);
        _assertSkipped(
            address(tki), _standingDraw(fans[0], hash, _legs(_leg(creators[0], 3 ether))), SkipReason.OverCap
        );
        draw.signature[0] ^= 0x01;
        draw.salt ^= 1;
        _assertSkipped(address(tki), draw, SkipReason.BadSignature);
    }

    function test_aRefusedFirstDrawIsGivenBackToTheCap() public {
        Authorization memory a = _standing(fans[5], address(tki), 10 ether);
        _assertSkipped(address(tki), _draw(a, _legs(_leg(creators[0], 4 ether))), SkipReason.InsufficientBalance);
        (,, uint256 remaining,,) = validator.standing(fans[5], validator.hashOf(a));
        assertEq(remaining, 10 ether);
    }

    function test_standingLimitsHoldLegByLeg() public {
        Authorization memory a = _standing(fans[0], address(tki), 10 ether);
        (a.creator, a.capPerIntent) = (creators[1], 5 ether);
        (a.validAfter, a.validUntil) = (uint64(vm.getBlockTimestamp() + 10), uint64(vm.getBlockTimestamp() + 20));
        bytes32 hash = _register(a);
        uint256[] memory legs =
            _legs(_leg(creators[0], 1 ether), _leg(creators[1], 6 ether), _leg(creators[1], 5 ether));
        Draw memory draw = _standingDraw(fans[0], hash, legs);
        _assertSkipped(address(tki), draw, SkipReason.NotYetValid);
        _wait(10);
        vm.recordLogs();
        _submit(address(tki), draw);
        (, SkipReason[] memory reasons) = _skips();
        assertEq(reasons.length, 2);
        assertTrue(reasons[0] == SkipReason.WrongCreator, "scope");
        assertTrue(reasons[1] == SkipReason.OverCapPerIntent, "per intent");
        (,, uint256 remaining,,) = validator.standing(fans[0], hash);
        assertEq(remaining, 5 ether);
        _wait(11);
        _assertSkipped(address(tki), draw, SkipReason.Expired);
    }

    function test_standingGifts() public {
        bytes32 hash = _register(_standing(fans[0], address(tk), 10 ether));
        _submit(address(tk), _standingDraw(fans[0], hash, _legs(_leg(creators[0], 4 ether))));
        assertEq(tk.balanceOf(fans[0]), 96 ether);
        vm.prank(fans[0]);
        validator.revokeAll();
        _assertSkipped(address(tk), _standingDraw(fans[0], hash, _legs(_leg(creators[0], 1))), SkipReason.Revoked);
    }

    /// A batch of a hundred distinct fans, half of them dust griefers with no money.
    function test_attack_griefingByDustAndPaupersDoesNotStopABatch() public {
        Draw[] memory draws = new Draw[](40);
        for (uint256 i; i < 40; ++i) {
            address fan = i % 2 == 0 ? fans[0] : fans[5];
            draws[i] = _draw(_oneTime(fan, address(tki), 1, i / 2), _legs(_leg(creators[0], 1)));
        }
        vm.recordLogs();
        _submit(address(tki), draws);
        (uint256[] memory legs,) = _skips();
        assertEq(legs.length, 20);
        assertEq(tki.balanceOf(fans[0]), 200 ether - 20);
    }
}
