// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {
    IAccessControlDefaultAdminRules
} from "@openzeppelin/contracts/access/extensions/IAccessControlDefaultAdminRules.sol";
import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";

import {IDelegationManager} from "../../src/interfaces/IDelegationManager.sol";
import {IAuthorizationGate} from "../../src/interfaces/IAuthorizationGate.sol";
import {IDelegationValidator} from "../../src/interfaces/IDelegationValidator.sol";
import {IInterestEscrow} from "../../src/interfaces/IEscrowToken.sol";
import {ILedger} from "../../src/interfaces/ILedger.sol";
import {IRevenueController} from "../../src/interfaces/IRevenueController.sol";
import {ITK} from "../../src/interfaces/ITK.sol";
import {ITKI} from "../../src/interfaces/ITKI.sol";

// The contracts as the tests see them. Importing the contracts themselves would compile every test with the optimizer
// that they need, which takes minutes.

interface TK is IERC20Metadata, IERC20Permit, ITK, ILedger {
    function controller() external view returns (address);
    function interestToken() external view returns (address);
    function validator() external view returns (address);
}

interface TKI is IERC20Metadata, ITKI, IInterestEscrow {
    function ledger() external view returns (address);
    function controller() external view returns (address);
}

interface DelegationValidator is IDelegationValidator, IAuthorizationGate {
    function ledger() external view returns (address);
    function controller() external view returns (address);
    function interestToken() external view returns (address);
}

interface RevenueController is IRevenueController, IAccessControl, IAccessControlDefaultAdminRules {
    function pause() external;
    function unpause() external;
    function setRate(uint256 rateBps) external;
    function setDailyMintLimit(uint256 limit) external;
    function setBonus(uint256 bonusPerTK) external;
    function allowDelegationManager(address manager, bool allowed) external;
    function allowCaveatEnforcer(address enforcer, bool allowed) external;
    function submitDelegated(
        uint128 batchId,
        address token,
        address owner,
        uint256[] calldata legs,
        IDelegationManager manager,
        bytes calldata permissionContext
    ) external;
    function dailyMintLimit() external view returns (uint256);
    function mintableToday() external view returns (uint256);
    function genesis() external view returns (uint256);
    function legCount(uint128 batchId) external view returns (uint256);
    function tk() external view returns (address);
    function tki() external view returns (address);
    function validator() external view returns (address);
}
