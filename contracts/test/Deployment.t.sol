// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Config} from "../src/interfaces/Config.sol";
import "../src/interfaces/OvationErrors.sol";
import {Create} from "../script/Create.sol";
import {OvationTest} from "./support/OvationTest.sol";
import {vm} from "./support/Vm.sol";

contract DeploymentTest is OvationTest {
    function test_theContractsKnowEachOther() public view {
        assertEq(tk.controller(), address(controller));
        assertEq(tk.interestToken(), address(tki));
        assertEq(tk.validator(), address(validator));
        assertEq(tki.ledger(), address(tk));
        assertEq(tki.controller(), address(controller));
        assertEq(validator.ledger(), address(tk));
        assertEq(validator.controller(), address(controller));
        assertEq(validator.interestToken(), address(tki));
        assertEq(controller.tk(), address(tk));
        assertEq(controller.tki(), address(tki));
        assertEq(controller.validator(), address(validator));
    }

    function test_rolesAreGrantedAndNobodyElseHasAny() public view {
        assertTrue(controller.hasRole(keccak256("RELAYER_ROLE"), relayer), "relayer");
        assertTrue(controller.hasRole(keccak256("COMPLIANCE_ROLE"), compliance), "compliance");
        assertTrue(controller.hasRole(keccak256("SETTLER_ROLE"), settler), "settler");
        assertTrue(controller.hasRole(keccak256("TREASURER_ROLE"), treasurer), "treasurer");
        assertTrue(controller.hasRole(keccak256("PAUSER_ROLE"), pauser), "pauser");
        assertEq(controller.defaultAdmin(), admin);
        assertTrue(!controller.hasRole(bytes32(0), address(this)), "the deployer keeps nothing");
        assertEq(controller.dailyMintLimit(), 10_000_000 ether);
    }

    /// The last deployment refuses to exist unless every link is right.
    function test_aWrongLinkStopsTheDeployment() public {
        Config memory config = _config();
        bytes memory code = vm.getCode("RevenueController.sol:RevenueController");
        address other = address(new Impostor());
        address[3][4] memory links = [
            [address(tk), address(tki), address(validator)],
            [other, address(tki), address(validator)],
            [address(tk), other, address(validator)],
            [address(tk), address(tki), other]
        ];
        for (uint256 i; i < 4; ++i) {
            bytes memory creation = abi.encodePacked(code, abi.encode(config, links[i][0], links[i][1], links[i][2]));
            address created;
            assembly {
                created := create(0, add(creation, 0x20), mload(creation))
            }
            assertEq(created, address(0));
        }
    }

    function test_aRateAboveTheHighestStopsTheDeployment() public {
        bytes memory creation =
            abi.encodePacked(vm.getCode("TK.sol:TK"), abi.encode(address(1), address(2), address(3), 1001));
        address created;
        assembly {
            created := create(0, add(creation, 0x20), mload(creation))
        }
        assertEq(created, address(0));
    }

    function test_addressesAreForeseenAtEveryLengthOfNonce() public view {
        uint24[7] memory nonces = [uint24(1), 0x7f, 0x80, 0xff, 0x100, 0xffff, 0x10000];
        for (uint256 i; i < nonces.length; ++i) {
            assertEq(Create.addressOf(fans[0], nonces[i]), vm.computeCreateAddress(fans[0], nonces[i]));
        }
        assertEq(Create.addressOf(fans[0], 0), vm.computeCreateAddress(fans[0], 0));
    }
}

contract Impostor {
    address public controller = address(this);
    address public interestToken = address(this);
    address public validator = address(this);
    address public ledger = address(this);
}
