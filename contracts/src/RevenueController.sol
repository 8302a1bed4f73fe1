// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DelegationValidator} from "./DelegationValidator.sol";
import {TK} from "./TK.sol";
import {TKI} from "./TKI.sol";
import {IRevenueController} from "./interfaces/IRevenueController.sol";
import {Config} from "./interfaces/Config.sol";
import {ControllerBase} from "./controller/ControllerBase.sol";
import {DelegatedFunding} from "./controller/DelegatedFunding.sol";
import {EpochSettlement} from "./controller/EpochSettlement.sol";
import {Review} from "./controller/Review.sol";
import {Submission} from "./controller/Submission.sol";
import {Treasury} from "./controller/Treasury.sol";
import "./interfaces/OvationErrors.sol";

/// @title RevenueController
/// @notice Takes what fans have allowed into escrow, holds it until compliance and the epoch have passed, and pays
/// creators. Mints TK for payments and burns it for withdrawals.
/// Warning: a fan's tokens move only under that fan's own signature, standing authorization or ERC-7710 delegation, to
/// registered creators, and back to the fan. No role and no combination of roles can do anything else with them.
/// @dev One file per concept under controller/.
contract RevenueController is Treasury, Submission, Review, EpochSettlement, DelegatedFunding {
    constructor(Config memory config, TK tk_, TKI tki_, DelegationValidator validator_)
        ControllerBase(config, tk_, tki_, validator_)
    {}

    // ---- creators ----

    /// @inheritdoc IRevenueController
    function registerCreators(address[] calldata creators) external onlyRole(COMPLIANCE_ROLE) whenNotPaused {
        for (uint256 i; i < creators.length; ++i) {
            address creator = creators[i];
            if (
                creator == address(0) || creator == address(this) || creator == address(tk) || creator == address(tki)
                    || creator == address(validator)
            ) revert NotACreatorAddress(creator);
            validator.setCreator(creator, true);
            tk.open(creator);
            emit CreatorRegistered(creator, true);
        }
    }

    /// @inheritdoc IRevenueController
    function unregisterCreator(address creator) external onlyRole(COMPLIANCE_ROLE) whenNotPaused {
        validator.setCreator(creator, false);
        emit CreatorRegistered(creator, false);
    }

    /// @inheritdoc IRevenueController
    function isCreator(address account) external view returns (bool) {
        return validator.isCreator(account);
    }
}
