// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Approval, Authorization, BatchData, Draw, SignedLeg, SkipReason} from "../src/interfaces/OvationTypes.sol";
import {IDelegationManager} from "../src/interfaces/IDelegationManager.sol";
import "../src/interfaces/OvationErrors.sol";
import {OvationTest} from "./support/OvationTest.sol";
import {IdleManager} from "./support/DelegationFramework.sol";
import {vm} from "./support/Vm.sol";

contract RolesTest is OvationTest {
    function test_theAdminIsHandedOverInTwoStepsWithADelay() public {
        vm.prank(admin);
        controller.beginDefaultAdminTransfer(stranger);
        vm.prank(stranger);
        vm.expectRevert();
        controller.acceptDefaultAdminTransfer();
        _wait(1 days + 1);
        vm.prank(stranger);
        controller.acceptDefaultAdminTransfer();
        vm.prank(admin);
        vm.expectRevert();
        controller.setRate(100);
        vm.prank(stranger);
        controller.setRate(100);
        assertEq(tk.rateBps(), 100);
    }

    function test_parametersAreTheAdminsAlone() public {
        bytes[] memory calls = new bytes[](5);
        calls[0] = abi.encodeWithSignature("setRate(uint256)", 1);
        calls[1] = abi.encodeWithSignature("setDailyMintLimit(uint256)", 1);
        calls[2] = abi.encodeWithSignature("setBonus(uint256)", 1);
        calls[3] = abi.encodeWithSignature("allowDelegationManager(address,bool)", stranger, true);
        calls[4] = abi.encodeWithSignature("allowCaveatEnforcer(address,bool)", stranger, true);
        address[6] memory others = [relayer, compliance, settler, treasurer, pauser, stranger];
        for (uint256 i; i < calls.length; ++i) {
            for (uint256 j; j < others.length; ++j) {
                vm.prank(others[j]);
                (bool done,) = address(controller).call(calls[i]);
                assertTrue(!done, "only the admin");
            }
            vm.prank(admin);
            (bool done_,) = address(controller).call(calls[i]);
            assertTrue(done_, "the admin may");
        }
    }

    function test_onlyThePauserPauses() public {
        vm.prank(admin);
        vm.expectRevert();
        controller.pause();
        _pause();
        assertTrue(tk.paused(), "ledger paused");
        vm.prank(admin);
        vm.expectRevert();
        controller.unpause();
        vm.prank(pauser);
        controller.unpause();
        assertTrue(!tk.paused(), "ledger runs");
    }

    function test_creatorsAreComplianceBusinessAndOursAreRefused() public {
        address[] memory one = new address[](1);
        one[0] = stranger;
        vm.prank(relayer);
        vm.expectRevert();
        controller.registerCreators(one);
        vm.prank(relayer);
        vm.expectRevert();
        controller.unregisterCreator(creators[0]);
        address[5] memory refused = [address(0), address(controller), address(tk), address(tki), address(validator)];
        for (uint256 i; i < refused.length; ++i) {
            one[0] = refused[i];
            vm.prank(compliance);
            vm.expectRevert(abi.encodeWithSelector(NotACreatorAddress.selector, refused[i]));
            controller.registerCreators(one);
        }
        one[0] = stranger;
        vm.prank(compliance);
        controller.registerCreators(one);
        assertTrue(controller.isCreator(stranger), "registered");
    }

    function test_theLinksBetweenTheContractsAreNobodyElses() public {
        uint256[] memory words = new uint256[](0);
        bytes[] memory ledger = new bytes[](20);
        ledger[0] = abi.encodeWithSignature("mint(address,uint256)", stranger, 1);
        ledger[1] = abi.encodeWithSignature("burn(address,uint256)", fans[0], 1);
        ledger[2] = abi.encodeWithSignature("collect(uint256[])", words);
        ledger[3] = abi.encodeWithSignature("payClaps(uint256[])", words);
        ledger[4] = abi.encodeWithSignature("payGifts(uint256[])", words);
        ledger[5] = abi.encodeWithSignature("release(uint256[])", words);
        ledger[6] = abi.encodeWithSignature("setRate(uint256)", 1);
        ledger[7] = abi.encodeWithSignature("setPaused(bool)", true);
        ledger[8] = abi.encodeWithSignature("open(address)", stranger);
        ledger[9] = abi.encodeWithSignature("expectFunding(address,address,uint256)", address(tk), stranger, 1);
        ledger[10] = abi.encodeWithSignature("collectInterest(uint256[])", words);
        ledger[11] = abi.encodeWithSignature("releaseInterest(uint256[])", words);
        ledger[12] = abi.encodeWithSignature("burnInterest(uint256)", 0);
        ledger[13] = abi.encodeWithSignature("mintInterest(address,uint256)", stranger, 1);
        ledger[14] = abi.encodeWithSignature("moveInterest(address,address,uint256)", fans[0], stranger, 0);
        ledger[15] = abi.encodeWithSignature("accrue(address)", fans[0]);
        ledger[16] = abi.encodeWithSignature("raiseGeneration(address)", fans[0]);
        ledger[17] = abi.encodeWithSignature("useNonce(address,uint256)", fans[0], 0);
        ledger[18] = abi.encodeWithSignature("prime(address)", fans[0]);
        ledger[19] = abi.encodeWithSignature("setRate(uint256)", 1);
        address[4] memory callers = [stranger, admin, relayer, treasurer];
        for (uint256 j; j < callers.length; ++j) {
            for (uint256 i; i < ledger.length; ++i) {
                _expectRefused(callers[j], address(tk), ledger[i]);
            }
            _expectRefused(callers[j], address(tki), abi.encodeWithSignature("collect(uint256[])", words));
            _expectRefused(callers[j], address(tki), abi.encodeWithSignature("release(uint256[])", words));
            _expectRefused(callers[j], address(tki), abi.encodeWithSignature("burnEscrow(uint256)", 0));
            _expectRefused(callers[j], address(tki), abi.encodeWithSignature("mintBonus(address,uint256)", stranger, 1));
            _expectRefused(callers[j], address(validator), abi.encodeWithSignature("restore(uint256,uint256)", 1, 1));
            _expectRefused(
                callers[j], address(validator), abi.encodeWithSignature("setCreator(address,bool)", stranger, true)
            );
            vm.prank(callers[j]);
            vm.expectRevert(abi.encodeWithSelector(OnlyController.selector, callers[j]));
            validator.verify(1, address(tk), new Draw[](0));
            vm.prank(callers[j]);
            vm.expectRevert(abi.encodeWithSelector(OnlyController.selector, callers[j]));
            validator.verifySigned(1, address(tk), new SignedLeg[](0));
            vm.prank(callers[j]);
            vm.expectRevert(abi.encodeWithSelector(OnlyController.selector, callers[j]));
            validator.verifyStanding(1, address(tk), words, words);
        }
    }

    /// All keys of the platform in one hand, used for everything they can do against one fan who signed nothing.
    function test_thePlatformsKeysTogetherCannotTakeAFansTokens() public {
        _fundAndWait(fans[0], 100 ether);
        bytes32[5] memory roles = [
            keccak256("RELAYER_ROLE"),
            keccak256("COMPLIANCE_ROLE"),
            keccak256("SETTLER_ROLE"),
            keccak256("TREASURER_ROLE"),
            keccak256("PAUSER_ROLE")
        ];
        for (uint256 i; i < roles.length; ++i) {
            vm.prank(admin);
            controller.grantRole(roles[i], admin);
        }
        keyOf[admin] = uint256(keccak256("admin"));
        IdleManager idle = new IdleManager();
        vm.startPrank(admin);
        controller.allowDelegationManager(address(idle), true);
        address[] memory thief = new address[](1);
        thief[0] = admin;
        controller.registerCreators(thief);
        vm.stopPrank();

        address[2] memory tokens = [address(tk), address(tki)];
        for (uint256 i; i < 2; ++i) {
            address token = tokens[i];
            Authorization memory a = _oneTime(fans[0], token, 50 ether, 0);
            Draw memory draw = _draw(a, _sign(admin, validator.hashOf(a)), _legs(_leg(admin, 50 ether)));
            _assertSkipped(token, draw, SkipReason.BadSignature);
            a = _standing(fans[0], token, 50 ether);
            _assertSkipped(
                token, _standingDraw(fans[0], validator.hashOf(a), draw.legs), SkipReason.UnknownAuthorization
            );
            _assertSkipped(token, _draw(a, _sign(admin, validator.hashOf(a)), draw.legs), SkipReason.BadSignature);
            bytes memory forged = _sign(admin, validator.hashOf(a));
            vm.expectRevert(abi.encodeWithSelector(InvalidSignature.selector, fans[0]));
            validator.register(a, forged);
            vm.prank(admin);
            (bool moved,) =
                token.call(abi.encodeWithSignature("transferFrom(address,address,uint256)", fans[0], admin, 1));
            assertTrue(!moved, "no allowance");
        }
        bytes memory signature = _sign(
            admin,
            keccak256(
                abi.encode(
                    keccak256("Withdrawal(address owner,uint256 amount,bytes32 withdrawalId)"),
                    fans[0],
                    50 ether,
                    bytes32("w")
                )
            )
        );
        vm.prank(admin);
        vm.expectRevert(abi.encodeWithSelector(InvalidSignature.selector, fans[0]));
        controller.controllerBurn(fans[0], 50 ether, "w", signature);
        assertEq(tk.balanceOf(fans[0]), 100 ether);
        assertEq(tki.balanceOf(fans[0]), 200 ether);
    }

    function _expectRefused(address caller, address target, bytes memory data) private {
        vm.prank(caller);
        (bool done, bytes memory answer) = target.call(data);
        bytes4 error_ = bytes4(answer);
        assertTrue(
            !done
                && (error_ == OnlyController.selector
                    || error_ == OnlyInterestToken.selector
                    || error_ == OnlyValidator.selector),
            "only the linked contract"
        );
    }
}
