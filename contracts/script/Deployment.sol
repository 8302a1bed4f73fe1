// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Config} from "../src/interfaces/Config.sol";
import {DelegationValidator} from "../src/DelegationValidator.sol";
import {OvationLens} from "../src/OvationLens.sol";
import {RevenueController} from "../src/RevenueController.sol";
import {TK} from "../src/TK.sol";
import {TKI} from "../src/TKI.sol";
import {Create} from "./Create.sol";
import {ILedger} from "../src/interfaces/ILedger.sol";

struct Contracts {
    TK tk;
    TKI tki;
    DelegationValidator validator;
    RevenueController controller;
    OvationLens lens;
}

/// @notice The four contracts in four transactions of one deployer: TK, TKI, DelegationValidator, RevenueController, with
/// consecutive nonces and nothing in between. The last one grants the roles and refuses to exist if a link is wrong.
/// The lens comes after them; it only reads, and nothing depends on it.
library Deployment {
    function deploy(address deployer, uint256 nonce, Config memory config, uint256 rateBps)
        internal
        returns (Contracts memory c)
    {
        address tki = Create.addressOf(deployer, nonce + 1);
        address validator = Create.addressOf(deployer, nonce + 2);
        address controller = Create.addressOf(deployer, nonce + 3);
        c.tk = new TK(controller, tki, validator, rateBps);
        c.tki = new TKI(ILedger(address(c.tk)), controller);
        c.validator = new DelegationValidator(ILedger(address(c.tk)), tki, controller);
        c.controller = new RevenueController(config, c.tk, c.tki, c.validator);
        c.lens = new OvationLens(c.tk, c.tki, c.validator, c.controller);
    }
}
