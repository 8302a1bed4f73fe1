// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Authorization, Draw, SkipReason} from "../src/interfaces/OvationTypes.sol";
import "../src/interfaces/OvationErrors.sol";
import {OvationTest} from "./support/OvationTest.sol";
import {KeyWallet, PoisonedWallet} from "./support/Wallets.sol";
import {vm} from "./support/Vm.sol";

/// ERC-1271 wallets, EIP-7702 accounts, and wallets that misbehave.
contract SmartWalletsTest is OvationTest {
    function test_anErc1271WalletClapsAndRevokes() public {
        address wallet = address(new KeyWallet(fans[0]));
        _fundAndWait(wallet, 100 ether);
        Authorization memory a = _oneTime(wallet, address(tki), 5 ether, 0);
        _submit(address(tki), _draw(a, _walletSignature(validator.hashOf(a)), _legs(_leg(creators[0], 5 ether))));
        assertEq(tki.balanceOf(wallet), 195 ether);
        Authorization memory b = _standing(wallet, address(tki), 5 ether);
        validator.register(b, _walletSignature(validator.hashOf(b)));
        bytes32 revocation = keccak256(
            abi.encode(keccak256("Revocation(address owner,bytes32 authorization)"), wallet, validator.hashOf(b))
        );
        validator.revokeBySig(b, _walletSignature(revocation));
        (, bool revoked,,,) = validator.standing(wallet, validator.hashOf(b));
        assertTrue(revoked, "revoked");
    }

    function test_aDelegatedEoaSignsWithItsKeyOrThroughItsCode() public {
        _fundAndWait(fans[1], 100 ether);
        vm.etch(fans[1], abi.encodePacked(hex"ef0100", address(new KeyWallet(fans[0]))));
        _clap(fans[1], creators[0], 5 ether);
        Authorization memory a = _oneTime(fans[1], address(tki), 5 ether, 1);
        _submit(address(tki), _draw(a, _walletSignature(validator.hashOf(a)), _legs(_leg(creators[0], 5 ether))));
        assertEq(tki.balanceOf(fans[1]), 190 ether);
    }

    function test_attack_aPoisonedWalletHarmsOnlyItself() public {
        _fund(fans[0], 100 ether);
        for (uint256 way; way < 8; ++way) {
            address wallet = address(new PoisonedWallet(PoisonedWallet.Way(way), address(validator)));
            _fundAndWait(wallet, 1 ether);
            Authorization memory a = _oneTime(wallet, address(tki), 1 ether, 0);
            Draw memory poisoned = _draw(a, hex"1234", _legs(_leg(creators[0], 1 ether)));
            uint256 before = tki.balanceOf(fans[0]);
            vm.recordLogs();
            uint256 gas = gasleft();
            _submit(address(tki), _draws(poisoned, _single(fans[0], address(tki), creators[0], 1 ether)));
            assertLe(gas - gasleft(), 1_200_000, "gas that one poisoned wallet may burn");
            (uint256[] memory legs, SkipReason[] memory reasons) = _skips();
            assertEq(legs.length, 1);
            assertEq(legs[0], 0);
            assertTrue(reasons[0] == SkipReason.BadSignature, "reason");
            assertEq(tki.balanceOf(fans[0]), before - 1 ether);
            assertEq(validator.generationOf(wallet), 0);
        }
    }

    function test_attack_aPoisonedWalletCannotRegister() public {
        address wallet = address(new PoisonedWallet(PoisonedWallet.Way.ReEnters, address(validator)));
        Authorization memory a = _standing(wallet, address(tki), 1 ether);
        vm.expectRevert(abi.encodeWithSelector(InvalidSignature.selector, wallet));
        validator.register(a, "");
    }

    /// Else whoever sends the transaction could turn an honest wallet's yes into a no.
    function test_attack_starvingAWalletOfGas() public {
        address wallet = address(new KeyWallet(fans[0]));
        Authorization memory a = _standing(wallet, address(tki), 1 ether);
        bytes memory signature = _walletSignature(validator.hashOf(a));
        vm.expectRevert(TooLittleGasForWallet.selector);
        validator.register{gas: 300_000}(a, signature);
        validator.register{gas: 700_000}(a, signature);
    }

    function _walletSignature(bytes32 structHash) private view returns (bytes memory) {
        return abi.encodePacked(bytes1(0x77), _sign(fans[0], structHash));
    }
}
