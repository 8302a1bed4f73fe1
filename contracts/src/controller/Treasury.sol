// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AuthorizationHash} from "../libraries/AuthorizationHash.sol";
import {IRevenueController} from "../interfaces/IRevenueController.sol";
import {ControllerBase} from "./ControllerBase.sol";
import "../interfaces/OvationErrors.sol";

/// @notice Money in and out: each payment and each withdrawal exactly once, by its id.
abstract contract Treasury is ControllerBase {
    uint256 private constant BURNED = 1;
    uint256 private constant RETURNED = 2;

    /// `state` 0 unknown, 1 burned, 2 returned.
    struct Withdrawal {
        address owner;
        uint88 amount;
        uint8 state;
    }

    /// Wei minted for payments on UTC day `number`.
    struct Day {
        uint128 number;
        uint128 minted;
    }

    Day private _day;
    /// @inheritdoc IRevenueController
    mapping(bytes32 paymentId => bool) public paymentMinted;
    mapping(bytes32 withdrawalId => Withdrawal) private _withdrawals;

    /// @inheritdoc IRevenueController
    function mintTK(address to, uint256 amount, bytes32 paymentId) external onlyRole(TREASURER_ROLE) whenNotPaused {
        if (amount == 0) revert ZeroAmountRefused();
        if (paymentMinted[paymentId]) revert PaymentAlreadyMinted(paymentId);
        paymentMinted[paymentId] = true;
        _countTowardsLimit(amount);
        tk.mint(to, amount);
        uint256 bonus = (amount * bonusPerTK) / 1 ether;
        if (bonus != 0) tki.mintBonus(to, bonus);
        emit PaymentMinted(paymentId, to, amount, bonus);
    }

    /// @inheritdoc IRevenueController
    function controllerBurn(address from, uint256 amount, bytes32 withdrawalId, bytes calldata signature)
        external
        onlyRole(TREASURER_ROLE)
        whenNotPaused
    {
        if (amount == 0) revert ZeroAmountRefused();
        if (_withdrawals[withdrawalId].state != 0) revert WithdrawalAlreadyUsed(withdrawalId);
        bytes32 structHash = AuthorizationHash.withdrawal(from, amount, withdrawalId);
        if (!validator.verifySignature(from, structHash, signature)) revert InvalidSignature(from);
        // No truncation: the burn reverts above the supply, which fits.
        _withdrawals[withdrawalId] = Withdrawal(from, uint88(amount), uint8(BURNED));
        tk.burn(from, amount);
        emit WithdrawalBurned(withdrawalId, from, amount);
    }

    /// @inheritdoc IRevenueController
    function returnWithdrawal(bytes32 withdrawalId) external onlyRole(TREASURER_ROLE) whenNotPaused {
        Withdrawal memory withdrawal = _withdrawals[withdrawalId];
        if (withdrawal.state != BURNED) revert WithdrawalNotBurned(withdrawalId);
        _withdrawals[withdrawalId].state = uint8(RETURNED);
        tk.mint(withdrawal.owner, withdrawal.amount);
        emit WithdrawalReturned(withdrawalId, withdrawal.owner, withdrawal.amount);
    }

    /// @inheritdoc IRevenueController
    function withdrawalState(bytes32 withdrawalId) external view returns (uint8) {
        return _withdrawals[withdrawalId].state;
    }

    /// Wei of TK that may still be minted for payments today (UTC).
    function mintableToday() public view returns (uint256) {
        uint256 minted = _day.number == block.timestamp / 1 days ? _day.minted : 0;
        return dailyMintLimit > minted ? dailyMintLimit - minted : 0;
    }

    function _countTowardsLimit(uint256 amount) private {
        uint256 left = mintableToday();
        if (amount > left) revert DailyMintLimitExceeded(amount, left);
        uint256 today = block.timestamp / 1 days;
        uint256 minted = _day.number == today ? _day.minted : 0;
        _day = Day(uint128(today), uint128(minted + amount));
    }
}
