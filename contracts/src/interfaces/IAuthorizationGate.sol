// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Draw} from "./OvationTypes.sol";

/// @notice What the controller asks of the DelegationValidator. Nothing here but `verifySignature` and `isCreator` is
/// callable by anybody else.
/// @dev The first parameter of the two verifications is unused: they have the parameters of `submit` and
/// `submitStanding`, so that the controller can forward its own calldata unread.
interface IAuthorizationGate {
    /// Judges every leg. `charges` as ILedger wants them, one per draw; `reasons` one byte (a SkipReason) per leg.
    function verify(uint128 batchId, address token, Draw[] calldata draws)
        external
        returns (uint256[] memory charges, bytes memory reasons);

    /// The same for one leg per registered standing authorization.
    function verifyStanding(
        uint128 batchId,
        address token,
        address[] calldata owners,
        bytes32[] calldata authorizations,
        uint256[] calldata legs
    ) external returns (uint256[] memory charges, bytes memory reasons);

    /// Gives `amount` back to a standing cap, when the ledger refused what the validator had let pass.
    function restore(address owner, bytes32 authorization, uint256 amount) external;
    function setCreator(address account, bool registered) external;
    function isCreator(address account) external view returns (bool);
    function verifySignature(address owner, bytes32 structHash, bytes calldata signature) external view returns (bool);
}
