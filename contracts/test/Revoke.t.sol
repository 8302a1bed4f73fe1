// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Authorization, Draw, SkipReason} from "../src/interfaces/OvationTypes.sol";
import "../src/interfaces/OvationErrors.sol";
import {OvationTest} from "./support/OvationTest.sol";
import {vm} from "./support/Vm.sol";

contract RevokeTest is OvationTest {
    function setUp() public override {
        super.setUp();
        _fundAndWait(fans[0], 100 ether);
    }

    function test_aRevokedOneTimeAuthorizationIsDeadAtOnce() public {
        Authorization memory a = _oneTime(fans[0], address(tki), 10 ether, 3);
        vm.prank(fans[0]);
        validator.revoke(a);
        assertTrue(validator.nonceUsed(fans[0], 3), "nonce used");
        _assertSkipped(address(tki), _draw(a, _legs(_leg(creators[0], 1 ether))), SkipReason.NonceUsed);
        vm.prank(fans[0]);
        vm.expectRevert(abi.encodeWithSelector(NonceAlreadyUsed.selector, fans[0], 3));
        validator.revoke(a);
    }

    function test_aRevokedStandingAuthorizationIsDeadAtOnce() public {
        Authorization memory a = _standing(fans[0], address(tki), 10 ether);
        bytes32 hash = _register(a);
        vm.prank(fans[0]);
        validator.revoke(a);
        (bool registered, bool revoked,,,) = validator.standing(fans[0], hash);
        assertTrue(registered && revoked, "registered and revoked");
        Draw memory draw = _standingDraw(fans[0], hash, _legs(_leg(creators[0], 1 ether)));
        _assertSkipped(address(tki), draw, SkipReason.Revoked);
        vm.prank(fans[0]);
        vm.expectRevert(abi.encodeWithSelector(AuthorizationIsRevoked.selector, hash));
        validator.revoke(a);
    }

    function test_anUnregisteredStandingAuthorizationCanBeRevokedAhead() public {
        Authorization memory a = _standing(fans[0], address(tki), 10 ether);
        vm.prank(fans[0]);
        validator.revoke(a);
        bytes memory signature = _signed(a);
        vm.expectRevert(abi.encodeWithSelector(AuthorizationIsRevoked.selector, validator.hashOf(a)));
        validator.register(a, signature);
        _assertSkipped(address(tki), _draw(a, _legs(_leg(creators[0], 1 ether))), SkipReason.Revoked);
    }

    function test_onlyTheOwnerRevokes() public {
        Authorization memory a = _standing(fans[0], address(tki), 10 ether);
        vm.prank(relayer);
        vm.expectRevert(abi.encodeWithSelector(NotOwner.selector, fans[0], relayer));
        validator.revoke(a);
    }

    function test_revokeBySignatureAtAnothersCost() public {
        Authorization memory a = _standing(fans[0], address(tki), 10 ether);
        bytes32 hash = _register(a);
        bytes32 structHash =
            keccak256(abi.encode(keccak256("Revocation(address owner,bytes32 authorization)"), fans[0], hash));
        bytes memory signature = _sign(fans[1], structHash);
        vm.expectRevert(abi.encodeWithSelector(InvalidSignature.selector, fans[0]));
        validator.revokeBySig(a, signature);
        validator.revokeBySig(a, _sign(fans[0], structHash));
        (, bool revoked,,,) = validator.standing(fans[0], hash);
        assertTrue(revoked, "revoked");
    }

    function test_revokeAllKillsEverythingSignedBefore() public {
        Authorization memory once = _oneTime(fans[0], address(tki), 10 ether, 0);
        Authorization memory standing = _standing(fans[0], address(tki), 10 ether);
        bytes32 hash = _register(standing);
        Draw memory signedBefore = _draw(once, _legs(_leg(creators[0], 1 ether)));
        vm.prank(fans[0]);
        validator.revokeAll();
        assertEq(validator.generationOf(fans[0]), 1);
        _assertSkipped(address(tki), signedBefore, SkipReason.Revoked);
        Draw memory draw = _standingDraw(fans[0], hash, _legs(_leg(creators[0], 1 ether)));
        _assertSkipped(address(tki), draw, SkipReason.Revoked);
        (, bool revoked, uint256 remaining,,) = validator.standing(fans[0], hash);
        assertTrue(revoked, "revoked");
        assertEq(remaining, 10 ether, "a refused draw is given back to the cap");
        bytes memory signature = _signed(standing);
        vm.expectRevert(abi.encodeWithSelector(StaleGeneration.selector, 0, 1));
        validator.register(standing, signature);
        vm.prank(fans[0]);
        vm.expectRevert(abi.encodeWithSelector(StaleGeneration.selector, 0, 1));
        validator.revoke(once);
        _clap(fans[0], creators[0], 1 ether);
        assertEq(tki.balanceOf(fans[0]), 199 ether, "what is signed now is good");
    }

    function test_revokeAllBySignatureOncePerGeneration() public {
        bytes32 structHash =
            keccak256(abi.encode(keccak256("RevocationOfAll(address owner,uint256 generation)"), fans[0], 0));
        bytes memory signature = _sign(fans[1], structHash);
        vm.expectRevert(abi.encodeWithSelector(InvalidSignature.selector, fans[0]));
        validator.revokeAllBySig(fans[0], 0, signature);
        signature = _sign(fans[0], structHash);
        validator.revokeAllBySig(fans[0], 0, signature);
        vm.expectRevert(abi.encodeWithSelector(StaleGeneration.selector, 0, 1));
        validator.revokeAllBySig(fans[0], 0, signature);
        assertEq(validator.generationOf(fans[0]), 1);
    }

    function test_revocationWorksWhilePaused() public {
        Authorization memory a = _standing(fans[0], address(tki), 10 ether);
        bytes32 hash = _register(a);
        _pause();
        vm.prank(fans[0]);
        validator.revoke(a);
        (, bool revoked,,,) = validator.standing(fans[0], hash);
        assertTrue(revoked, "revoked");
        Authorization memory once = _oneTime(fans[0], address(tki), 1, 0);
        vm.prank(fans[0]);
        validator.revoke(once);
        vm.prank(fans[0]);
        validator.revokeAll();
        assertEq(validator.generationOf(fans[0]), 1);
    }

    function test_aNonceOutOfRangeCannotBeRevoked() public {
        Authorization memory a = _oneTime(fans[0], address(tki), 1, type(uint24).max);
        vm.prank(fans[0]);
        vm.expectRevert(MalformedAuthorization.selector);
        validator.revoke(a);
    }

    function test_generationsEndAfterSixtyFiveThousand() public {
        bytes32 slot = keccak256(abi.encode(fans[3], _spendingMapping()));
        vm.store(address(tk), slot, bytes32(uint256(type(uint16).max) << 176));
        assertEq(validator.generationOf(fans[3]), type(uint16).max);
        vm.prank(fans[3]);
        vm.expectRevert(abi.encodeWithSelector(GenerationsExhausted.selector, fans[3]));
        validator.revokeAll();
    }

    /// Finds the mapping of spending slots by the mark that opening an account leaves in it.
    function _spendingMapping() private view returns (uint256) {
        for (uint256 i; i < 40; ++i) {
            if (uint256(vm.load(address(tk), keccak256(abi.encode(fans[0], i)))) == 1 << 248) return i;
        }
        revert AssertionFailed("mapping not found", 0, 0);
    }
}
