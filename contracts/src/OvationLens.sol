// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {IDelegationValidator} from "./interfaces/IDelegationValidator.sol";
import {IRevenueController} from "./interfaces/IRevenueController.sol";
import {ITK} from "./interfaces/ITK.sol";
import {BatchData, LegState} from "./interfaces/OvationTypes.sol";

/// @title OvationLens
/// @notice What a wallet or an app wants to know, in one call each. Holds nothing, may be deployed anew at any time, and
/// is meant for eth_call: its cost is not bounded.
contract OvationLens {
    /// An account at one block.
    struct Wallet {
        uint256 tk;
        /// Earned interest included.
        uint256 tki;
        /// TKI in escrow or spent, ever.
        uint256 spent;
        uint256 index;
        uint256 rateBps;
        uint256 generation;
        uint256 nextNonce;
        bool creator;
        /// Wei of TKI, below one wei of TK, that wait for a creator's next payout.
        uint256 remainder;
    }

    IERC20 public immutable tk;
    IERC20 public immutable tki;
    IRevenueController public immutable controller;
    IDelegationValidator public immutable validator;

    constructor(IERC20 tk_, IERC20 tki_, IDelegationValidator validator_, IRevenueController controller_) {
        tk = tk_;
        tki = tki_;
        validator = validator_;
        controller = controller_;
    }

    /// All of one account.
    function walletOf(address account) external view returns (Wallet memory) {
        ITK ledger = ITK(address(tk));
        return Wallet({
            tk: tk.balanceOf(account),
            tki: tki.balanceOf(account),
            spent: ledger.accountOf(account).spent,
            index: ledger.currentIndex(),
            rateBps: ledger.rateBps(),
            generation: validator.generationOf(account),
            nextNonce: validator.nextNonce(account),
            creator: controller.isCreator(account),
            remainder: controller.remainderOf(account)
        });
    }

    /// What one leg may take of `token` under a standing authorization now, balance and limits considered.
    function capacityOf(address owner, address token, bytes32 authorization) external view returns (uint256 capacity) {
        (bool registered, bool revoked, uint256 remaining, uint256 perIntent, uint64 validUntil) =
            validator.standing(owner, authorization);
        if (!registered || revoked || block.timestamp > validUntil) return 0;
        capacity = IERC20(token).balanceOf(owner);
        if (remaining < capacity) capacity = remaining;
        if (perIntent < capacity) capacity = perIntent;
    }

    /// What of `owner`'s is in escrow in these batches, and could still come back.
    function reservedOf(address owner, uint128[] calldata batchIds, BatchData[] calldata batches)
        external
        view
        returns (uint256 tkReserved, uint256 tkiReserved)
    {
        for (uint256 i; i < batches.length; ++i) {
            for (uint256 leg; leg < batches[i].legs.length; ++leg) {
                if (batches[i].owners[leg] != owner) continue;
                LegState state = controller.legState(batchIds[i], leg);
                if (state != LegState.Open && state != LegState.Approved) continue;
                if (batches[i].token == address(tk)) tkReserved += uint96(batches[i].legs[leg]);
                else tkiReserved += uint96(batches[i].legs[leg]);
            }
        }
    }

    /// Wei of TK that `creator` would be paid if these batches were settled as they are approved now.
    function nextPayoutOf(address creator, uint128[] calldata batchIds, BatchData[] calldata batches)
        external
        view
        returns (uint256)
    {
        uint256 claps = controller.remainderOf(creator);
        uint256 gifts;
        for (uint256 i; i < batches.length; ++i) {
            for (uint256 leg; leg < batches[i].legs.length; ++leg) {
                uint256 word = batches[i].legs[leg];
                if (address(uint160(word >> 96)) != creator) continue;
                if (controller.legState(batchIds[i], leg) != LegState.Approved) continue;
                if (batches[i].token == address(tk)) gifts += uint96(word);
                else claps += uint96(word);
            }
        }
        return claps / 100 + gifts;
    }
}
