// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Config} from "../src/controller/ControllerBase.sol";
import {DelegationValidator} from "../src/DelegationValidator.sol";
import {RevenueController} from "../src/RevenueController.sol";
import {TK} from "../src/TK.sol";
import {TKI} from "../src/TKI.sol";
import {ILedger} from "../src/interfaces/ILedger.sol";

struct Contracts {
    TK tk;
    TKI tki;
    DelegationValidator validator;
    RevenueController controller;
}

/// @notice The four contracts in four transactions of one deployer: TK, TKI, DelegationValidator, RevenueController, with
/// consecutive nonces and nothing in between. The last one grants the roles and refuses to exist if a link is wrong.
library Deployment {
    function deploy(address deployer, uint256 nonce, Config memory config, uint256 rateBps)
        internal
        returns (Contracts memory c)
    {
        address tki = addressOf(deployer, nonce + 1);
        address validator = addressOf(deployer, nonce + 2);
        address controller = addressOf(deployer, nonce + 3);
        c.tk = new TK(controller, tki, validator, rateBps);
        c.tki = new TKI(ILedger(address(c.tk)), controller);
        c.validator = new DelegationValidator(ILedger(address(c.tk)), tki, controller);
        c.controller = new RevenueController(config, c.tk, c.tki, c.validator);
    }

    /// @dev The address of what `deployer` creates with `nonce`: keccak256(rlp([deployer, nonce])).
    function addressOf(address deployer, uint256 nonce) internal pure returns (address) {
        bytes memory rlp;
        if (nonce == 0) rlp = abi.encodePacked(bytes2(0xd694), deployer, bytes1(0x80));
        else if (nonce < 0x80) rlp = abi.encodePacked(bytes2(0xd694), deployer, uint8(nonce));
        else if (nonce <= 0xff) rlp = abi.encodePacked(bytes2(0xd794), deployer, bytes1(0x81), uint8(nonce));
        else if (nonce <= 0xffff) rlp = abi.encodePacked(bytes2(0xd894), deployer, bytes1(0x82), uint16(nonce));
        else rlp = abi.encodePacked(bytes2(0xda94), deployer, bytes1(0x84), uint32(nonce));
        return address(uint160(uint256(keccak256(rlp))));
    }
}
