// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {
    AccessControlDefaultAdminRules
} from "@openzeppelin/contracts/access/extensions/AccessControlDefaultAdminRules.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {DelegationValidator} from "../DelegationValidator.sol";
import {TK} from "../TK.sol";
import {TKI} from "../TKI.sol";
import {Config} from "../interfaces/Config.sol";
import {IRevenueController} from "../interfaces/IRevenueController.sol";
import "../interfaces/OvationErrors.sol";

/// @notice Roles, links, pause and parameters.
/// @dev The four contracts know each other by immutable addresses, foreseen from the deployer's nonces. The controller
/// comes last and refuses to exist unless every link is right, so there is no half-linked state and no link can change.
abstract contract ControllerBase is
    AccessControlDefaultAdminRules,
    Pausable,
    ReentrancyGuardTransient,
    IRevenueController
{
    /// Payments may mint so many wei of TK per UTC day.
    event DailyMintLimitChanged(uint256 limit);
    /// Payments bring so many wei of TKI per whole TK.
    event BonusChanged(uint256 bonusPerTK);
    /// Batches may be funded through `manager`, or no longer.
    event DelegationManagerAllowed(address indexed manager, bool allowed);
    /// Delegations may carry `enforcer`, or no longer.
    event CaveatEnforcerAllowed(address indexed enforcer, bool allowed);

    /// Submits what fans signed, and cancels for them.
    bytes32 public constant RELAYER_ROLE = keccak256("RELAYER_ROLE");
    /// Registers creators, approves and rejects.
    bytes32 public constant COMPLIANCE_ROLE = keccak256("COMPLIANCE_ROLE");
    /// Settles epochs that have ended.
    bytes32 public constant SETTLER_ROLE = keccak256("SETTLER_ROLE");
    /// Mints for payments, burns for withdrawals.
    bytes32 public constant TREASURER_ROLE = keccak256("TREASURER_ROLE");
    /// Pauses and unpauses.
    bytes32 public constant PAUSER_ROLE = keccak256("PAUSER_ROLE");

    /// Seconds.
    uint256 public constant EPOCH = 7 days;
    /// 100 TKI a TK, which a creator could turn into one TK: the bonus never exceeds the payment.
    uint256 public constant MAX_BONUS_PER_TK = 100 ether;

    TK public immutable tk;
    TKI public immutable tki;
    DelegationValidator public immutable validator;
    /// Start of epoch 0, in seconds.
    uint256 public immutable genesis;

    /// Wei of TK per UTC day.
    uint256 public dailyMintLimit;
    /// Wei of TKI that a payment brings per whole TK.
    uint256 public bonusPerTK;

    constructor(Config memory config, TK tk_, TKI tki_, DelegationValidator validator_)
        AccessControlDefaultAdminRules(config.adminDelay, config.admin)
    {
        genesis = block.timestamp;
        tk = tk_;
        tki = tki_;
        validator = validator_;
        _requireLink(tk_.controller(), address(this));
        _requireLink(tk_.interestToken(), address(tki_));
        _requireLink(tk_.validator(), address(validator_));
        _requireLink(tki_.controller(), address(this));
        _requireLink(address(tki_.ledger()), address(tk_));
        _requireLink(validator_.controller(), address(this));
        _requireLink(validator_.interestToken(), address(tki_));
        _requireLink(address(validator_.ledger()), address(tk_));

        _grantRole(RELAYER_ROLE, config.relayer);
        _grantRole(COMPLIANCE_ROLE, config.compliance);
        _grantRole(SETTLER_ROLE, config.settler);
        _grantRole(TREASURER_ROLE, config.treasurer);
        _grantRole(PAUSER_ROLE, config.pauser);
        dailyMintLimit = config.dailyMintLimit;
        emit DailyMintLimitChanged(config.dailyMintLimit);
    }

    // ---- pause ----

    /// Stops everything, transfers of both tokens included, but cancels and revocations.
    function pause() external onlyRole(PAUSER_ROLE) {
        _pause();
        tk.setPaused(true);
    }

    /// Lets everything go on.
    function unpause() external onlyRole(PAUSER_ROLE) {
        _unpause();
        tk.setPaused(false);
    }

    // ---- parameters, by the admin; none reaches back ----

    /// Monthly basis points, from this second on. What was earned until now was earned at the old rate.
    function setRate(uint256 rateBps) external onlyRole(DEFAULT_ADMIN_ROLE) {
        tk.setRate(rateBps);
    }

    /// Wei of TK per UTC day; may be below what today has seen.
    function setDailyMintLimit(uint256 limit) external onlyRole(DEFAULT_ADMIN_ROLE) {
        dailyMintLimit = limit;
        emit DailyMintLimitChanged(limit);
    }

    /// Wei of TKI per whole TK, for payments minted from now on. Reverts with BonusTooHigh.
    function setBonus(uint256 bonusPerTK_) external onlyRole(DEFAULT_ADMIN_ROLE) {
        if (bonusPerTK_ > MAX_BONUS_PER_TK) revert BonusTooHigh(bonusPerTK_);
        bonusPerTK = bonusPerTK_;
        emit BonusChanged(bonusPerTK_);
    }

    // ---- epochs ----

    /// @inheritdoc IRevenueController
    function currentEpoch() public view returns (uint256) {
        return epochOf(block.timestamp);
    }

    /// @inheritdoc IRevenueController
    function epochOf(uint256 timestamp) public view returns (uint256) {
        return (timestamp - genesis) / EPOCH;
    }

    function _requireLink(address actual, address expected) private pure {
        if (actual != expected) revert WrongAddress(expected, actual);
    }
}
