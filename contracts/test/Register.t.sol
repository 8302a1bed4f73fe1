// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Authorization} from "../src/interfaces/OvationTypes.sol";
import "../src/interfaces/OvationErrors.sol";
import {OvationTest} from "./support/OvationTest.sol";
import {vm} from "./support/Vm.sol";

contract RegisterTest is OvationTest {
    function test_anyoneBringsASignedStandingAuthorization() public {
        Authorization memory a = _standing(fans[0], address(tki), 10 ether);
        a.capPerIntent = 2 ether;
        bytes memory signature = _signed(a);
        vm.prank(stranger);
        validator.register(a, signature);
        (bool registered, bool revoked, uint256 remaining, uint256 capPerIntent, uint64 validUntil) =
            validator.standing(fans[0], validator.hashOf(a));
        assertTrue(registered && !revoked, "registered and live");
        assertEq(remaining, 10 ether);
        assertEq(capPerIntent, 2 ether);
        assertEq(validUntil, a.validUntil);
        vm.expectRevert(abi.encodeWithSelector(AlreadyRegistered.selector, validator.hashOf(a)));
        validator.register(a, signature);
    }

    function test_theHashIsEip712s() public view {
        Authorization memory a = _standing(fans[0], address(tki), 10 ether);
        bytes32 typehash = keccak256(
            "Authorization(address owner,address token,address creator,uint256 cap,uint256 capPerIntent,uint64 validAfter,uint64 validUntil,uint256 salt)"
        );
        assertEq(validator.hashOf(a), keccak256(abi.encode(typehash, a)));
    }

    function test_limitsBeyondTheSlotAreCutOrRefused() public {
        Authorization memory a = _standing(fans[0], address(tk), type(uint96).max);
        a.capPerIntent = type(uint256).max;
        a.validUntil = type(uint64).max;
        bytes32 hash = _register(a);
        (,, uint256 remaining, uint256 capPerIntent, uint64 validUntil) = validator.standing(fans[0], hash);
        assertEq(remaining, type(uint96).max);
        assertEq(capPerIntent, type(uint96).max);
        assertEq(validUntil, type(uint40).max);
        a.cap = uint256(type(uint96).max) + 1;
        _expectRefused(a, abi.encodeWithSelector(MalformedAuthorization.selector));
    }

    function test_whatIsNotAStandingAuthorizationIsRefused() public {
        _expectRefused(_oneTime(fans[0], address(tki), 1, 0), abi.encodeWithSelector(NotStanding.selector));
        _expectRefused(
            _standing(fans[0], address(this), 1), abi.encodeWithSelector(UnknownToken.selector, address(this))
        );
        Authorization memory a = _standing(fans[0], address(tki), 1);
        a.validUntil = uint64(vm.getBlockTimestamp() - 1);
        _expectRefused(a, abi.encodeWithSelector(AuthorizationExpired.selector, a.validUntil));
        a = _authorization(fans[0], address(tki), 1, STANDING | (1 << 64));
        _expectRefused(a, abi.encodeWithSelector(StaleGeneration.selector, 1, 0));
        a = _authorization(fans[0], address(tki), 1, STANDING | (1 << 80));
        _expectRefused(a, abi.encodeWithSelector(MalformedAuthorization.selector));
    }

    function test_anothersSignatureIsRefused() public {
        Authorization memory a = _standing(fans[0], address(tki), 1);
        bytes memory signature = _sign(fans[1], validator.hashOf(a));
        vm.expectRevert(abi.encodeWithSelector(InvalidSignature.selector, fans[0]));
        validator.register(a, signature);
    }

    function test_notWhilePaused() public {
        Authorization memory a = _standing(fans[0], address(tki), 1);
        _pause();
        _expectRefused(a, abi.encodeWithSelector(EnforcedLedgerPause.selector));
    }

    function _expectRefused(Authorization memory a, bytes memory error_) private {
        bytes memory signature = _signed(a);
        vm.expectRevert(error_);
        validator.register(a, signature);
    }
}
