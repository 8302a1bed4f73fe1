// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {Delegation, IDelegationManager} from "../interfaces/IDelegationManager.sol";
import {Submission} from "./Submission.sol";
import "../interfaces/OvationErrors.sol";

/// @notice Escrow funded by an ERC-7710 delegation: the fan's smart account has delegated to this contract the transfer
/// of a token, and the delegation manager, once it has judged the delegation and its caveats, lets the account make it.
/// @dev A batch of one fan and one transaction of its own, since manager, enforcers and account are foreign code; only
/// managers and enforcers that the admin has vetted are called. The token accepts a transfer into escrow only from that
/// fan, of exactly that amount and during this call, so no plain transfer can ever strand tokens here.
abstract contract DelegatedFunding is Submission {
    /// Managers that the admin has allowed.
    mapping(address manager => bool) public isDelegationManager;
    /// Caveat enforcers that the admin has allowed.
    mapping(address enforcer => bool) public isCaveatEnforcer;

    /// By the admin.
    function allowDelegationManager(address manager, bool allowed) external onlyRole(DEFAULT_ADMIN_ROLE) {
        isDelegationManager[manager] = allowed;
        emit DelegationManagerAllowed(manager, allowed);
    }

    /// By the admin.
    function allowCaveatEnforcer(address enforcer, bool allowed) external onlyRole(DEFAULT_ADMIN_ROLE) {
        isCaveatEnforcer[enforcer] = allowed;
        emit CaveatEnforcerAllowed(enforcer, allowed);
    }

    /// Relayer. All `legs` (creator << 96 | wei) are `owner`'s, or the whole call reverts. `permissionContext` is what
    /// ERC-7710 calls so: abi.encode(Delegation[]) with the one delegation from `owner` to this contract.
    function submitDelegated(
        uint128 batchId,
        address token,
        address owner,
        uint256[] calldata legs,
        IDelegationManager manager,
        bytes calldata permissionContext
    ) external onlyRole(RELAYER_ROLE) whenNotPaused nonReentrant {
        if (_batches[batchId] != 0) revert BatchExists(batchId);
        _escrowOf(token);
        _checkLegCount(legs.length);
        uint256 amount = _sumOf(legs);
        _checkDelegation(owner, manager, permissionContext);
        _redeem(token, owner, amount, manager, permissionContext);

        address[] memory owners = new address[](legs.length);
        for (uint256 i; i < legs.length; ++i) {
            owners[i] = owner;
        }
        bytes32 ownersHash = keccak256(abi.encodePacked(owners));
        bytes32 legsHash = keccak256(abi.encodePacked(legs));
        _create(batchId, token, legsHash, ownersHash, legs.length, amount, "");
    }

    function _sumOf(uint256[] calldata legs) private view returns (uint256 amount) {
        for (uint256 i; i < legs.length; ++i) {
            uint256 wei_ = uint96(legs[i]);
            if (wei_ == 0 || !validator.isCreator(address(uint160(legs[i] >> 96)))) revert BadLeg(i);
            amount += wei_;
        }
    }

    function _checkDelegation(address owner, IDelegationManager manager, bytes calldata permissionContext)
        private
        view
    {
        if (!isDelegationManager[address(manager)]) revert DelegationManagerNotAllowed(address(manager));
        Delegation[] memory delegations = abi.decode(permissionContext, (Delegation[]));
        if (delegations.length != 1) revert DelegationChainRefused(delegations.length);
        Delegation memory delegation = delegations[0];
        if (delegation.delegator != owner) revert DelegationNotFromOwner(delegation.delegator);
        if (delegation.delegate != address(this)) revert DelegationNotToController(delegation.delegate);
        for (uint256 i; i < delegation.caveats.length; ++i) {
            address enforcer = delegation.caveats[i].enforcer;
            if (!isCaveatEnforcer[enforcer]) revert CaveatEnforcerNotAllowed(enforcer);
        }
    }

    function _redeem(
        address token,
        address owner,
        uint256 amount,
        IDelegationManager manager,
        bytes calldata permissionContext
    ) private {
        bytes[] memory contexts = new bytes[](1);
        contexts[0] = permissionContext;
        bytes[] memory executions = new bytes[](1);
        executions[0] = abi.encodePacked(token, uint256(0), abi.encodeCall(IERC20.transfer, (address(this), amount)));
        tk.expectFunding(token, owner, amount);
        // Mode zero: one call, revert on failure (ERC-7579).
        manager.redeemDelegations(contexts, new bytes32[](1), executions);
        if (tk.fundingOutstanding(token, owner) != 0) revert DelegationMovedNothing();
    }
}
