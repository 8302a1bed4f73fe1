// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Approval, BatchData, Draw, LegState, Settlement, SignedLeg, SkipReason} from "./OvationTypes.sol";

/// @notice Intents from submission to payout, and money in and out. Each function says whose it is; with another caller it
/// reverts with AccessControlUnauthorizedAccount. While paused all but `cancel` revert with EnforcedPause.
interface IRevenueController {
    // ---- events: with the calldata of `submit` the whole state can be rebuilt from them ----
    /// `escrowed` wei of `token` were taken for the legs that were not skipped.
    event BatchSubmitted(
        uint128 indexed batchId,
        address indexed token,
        uint40 submittedAt,
        uint256 legCount,
        uint256 escrowed,
        bytes32 batchHash
    );
    /// Nothing was taken for this leg; it counts as released.
    event IntentSkipped(uint128 indexed batchId, uint256 leg, SkipReason reason);
    /// The bits of the legs that this approval has moved; those approved before are not repeated.
    event IntentsApproved(uint128 indexed batchId, uint256[] bitmap);
    /// The bits of the legs whose amounts went back to their owners, by rejection or by cancel.
    event IntentsReleased(uint128 indexed batchId, uint256[] bitmap, bool rejected);
    /// The bits of the legs that were paid, `amount` wei of the batch's token in all.
    event BatchSettled(uint128 indexed batchId, uint256 indexed epoch, uint256[] bitmap, uint256 amount);
    /// `claps` wei of TKI became `paid - gifts` wei of TK; what is below 100 wei of TKI stays for the next payout.
    event CreatorPaid(address indexed creator, uint128 indexed batchId, uint256 claps, uint256 gifts, uint256 paid);
    /// `amount` wei of TK and `bonus` wei of TKI came into being for `to`.
    event PaymentMinted(bytes32 indexed paymentId, address indexed to, uint256 amount, uint256 bonus);
    /// `amount` wei of TK ended; what they are worth is owed to `from` outside.
    event WithdrawalBurned(bytes32 indexed withdrawalId, address indexed from, uint256 amount);
    /// The TK of a burned withdrawal are back with their owner.
    event WithdrawalReturned(bytes32 indexed withdrawalId, address indexed to, uint256 amount);
    /// Whether legs may be for `creator` from now on.
    event CreatorRegistered(address indexed creator, bool registered);

    // ---- intents ----
    /// Relayer. Refuses a batchId that was used before. A bad leg is skipped with a reason, never its neighbours.
    function submit(uint128 batchId, address token, Draw[] calldata draws) external;
    /// Relayer. As `submit`, for single legs of EOAs whose signature allows exactly the leg: half the calldata.
    function submitSigned(uint128 batchId, address token, SignedLeg[] calldata signedLegs) external;
    /// Relayer. As `submit`, for legs on registered standing authorizations only, a third of the calldata: leg i is
    /// `legs[i]` (creator << 96 | wei) under the authorization `payers[i]` (owner << 96 | low 96 bits of its hash).
    function submitStanding(uint128 batchId, address token, uint256[] calldata payers, uint256[] calldata legs) external;
    /// Compliance. Legs that are not open any more, and bits beyond the batch's end, are passed over. Reverts with
    /// UnknownBatch or BitmapTooLong.
    function approve(Approval[] calldata approvals) external;
    /// Compliance: releases open or approved legs back to their owners. Reverts with UnknownBatch, BatchMismatch,
    /// BitmapTooLong, or NothingToRelease if no leg could move.
    function reject(uint128 batchId, BatchData calldata data, uint256[] calldata bitmap) external;
    /// The leg's owner, or the relayer for the owner: releases open legs. Works while paused. Reverts as
    /// `reject` does, and with NotLegOwner.
    function cancel(uint128 batchId, BatchData calldata data, uint256[] calldata bitmap) external;
    /// Settler. Settles the approved legs of batches whose epoch has ended and pays their creators. Idempotent:
    /// a leg is paid once. Reverts with EpochNotEnded, WrongEpoch, UnknownBatch or BatchMismatch.
    function settleEpoch(uint256 epoch, Settlement[] calldata batches) external;

    // ---- money in and out (treasurer) ----
    /// Mints for a payment, once, within the day's limit. Reverts with PaymentAlreadyMinted, DailyMintLimitExceeded,
    /// ZeroAmountRefused, SupplyCapExceeded.
    function mintTK(address to, uint256 amount, bytes32 paymentId) external;
    /// `signature`: the owner's over Withdrawal(address owner,uint256 amount,bytes32 withdrawalId), same domain.
    function controllerBurn(address from, uint256 amount, bytes32 withdrawalId, bytes calldata signature) external;
    /// Gives the TK of a burned withdrawal back to its owner, once, when its payout failed for good.
    function returnWithdrawal(bytes32 withdrawalId) external;

    // ---- creators (compliance) ----
    /// Legs may be for them from now on; registering again changes nothing.
    function registerCreators(address[] calldata creators) external;
    /// No new leg may be for it; what is in escrow for it is still paid.
    function unregisterCreator(address creator) external;

    // ---- views ----
    /// The epoch that runs now; those below it have ended.
    function currentEpoch() external view returns (uint256);
    /// The epoch of a second since 1970, not before genesis.
    function epochOf(uint256 timestamp) external view returns (uint256);
    /// What is kept of a batch, its low four bytes zero; zero if there is no such batch.
    function batchHash(uint128 batchId) external view returns (bytes32);
    /// Where a leg stands; None beyond the batch's end.
    function legState(uint128 batchId, uint256 leg) external view returns (LegState);
    /// Whether legs may be for `account` now.
    function isCreator(address account) external view returns (bool);
    /// Wei of TKI below one wei of TK that wait for the creator's next payout: 0 to 99.
    function remainderOf(address creator) external view returns (uint256);
    /// Whether this payment was minted.
    function paymentMinted(bytes32 paymentId) external view returns (bool);
    /// 0 unknown, 1 burned, 2 returned.
    function withdrawalState(bytes32 withdrawalId) external view returns (uint8);
}
