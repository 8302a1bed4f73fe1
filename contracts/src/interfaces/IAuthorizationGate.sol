// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Draw, SignedLeg} from "./OvationTypes.sol";

/// @notice What the controller asks of the DelegationValidator. Nothing here but `verifySignature` and `isCreator` is
/// callable by anybody else.
/// @dev The first parameter of the three verifications is unused: they have the parameters of `submit`, `submitSigned`
/// and `submitStanding`, so that the controller can forward its own calldata unread.
interface IAuthorizationGate {
    /// Judges every leg. `charges` as ILedger wants them, one per draw; `reasons` one byte (a SkipReason) per leg, or
    /// none at all if every leg may pass.
    function verify(uint128 batchId, address token, Draw[] calldata draws)
        external
        returns (uint256[] memory charges, bytes memory reasons);

    /// The same for single legs of EOAs.
    function verifySigned(uint128 batchId, address token, SignedLeg[] calldata signedLegs)
        external
        returns (uint256[] memory charges, bytes memory reasons);

    /// The same for one leg per registered standing authorization.
    function verifyStanding(uint128 batchId, address token, uint256[] calldata payers, uint256[] calldata legs)
        external
        returns (uint256[] memory charges, bytes memory reasons);

    /// Gives `amount` back to the standing cap of `payer` (owner << 96 | low 96 bits of the struct hash), when the ledger refused what the validator had let pass.
    function restore(uint256 payer, uint256 amount) external;
    /// Says whether legs may be for `account`.
    function setCreator(address account, bool registered) external;
    /// Whether legs may be for `account` now.
    function isCreator(address account) external view returns (bool);
    /// Whether `owner`, a key or a wallet, signed `structHash` in our domain.
    function verifySignature(address owner, bytes32 structHash, bytes calldata signature) external view returns (bool);
}
