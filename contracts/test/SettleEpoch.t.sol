// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BatchData, Draw, LegState, Settlement} from "../src/interfaces/OvationTypes.sol";
import "../src/interfaces/OvationErrors.sol";
import {OvationTest} from "./support/OvationTest.sol";
import {Vm, vm} from "./support/Vm.sol";

contract SettleEpochTest is OvationTest {
    function setUp() public override {
        super.setUp();
        for (uint256 i; i < 4; ++i) {
            _fund(fans[i], 1000 ether);
        }
        _wait(30 days);
    }

    function test_anEpochSettlesOnlyOnceItHasEnded() public {
        (uint128 batchId, BatchData memory data) = _clap(fans[0], creators[0], 100 ether);
        _approve(batchId, 1);
        uint256 epoch = controller.currentEpoch();
        Settlement[] memory settlements = _settlements(batchId, data);
        vm.warp(controller.genesis() + (epoch + 1) * 7 days - 1);
        vm.prank(settler);
        vm.expectRevert(abi.encodeWithSelector(EpochNotEnded.selector, epoch));
        controller.settleEpoch(epoch, settlements);
        vm.warp(controller.genesis() + (epoch + 1) * 7 days);
        vm.prank(settler);
        controller.settleEpoch(epoch, settlements);
        assertEq(tk.balanceOf(creators[0]), 1 ether);
    }

    function test_aBatchSettlesInItsOwnEpochAlone() public {
        (uint128 batchId, BatchData memory data) = _clap(fans[0], creators[0], 100 ether);
        _approve(batchId, 1);
        _wait(70 days);
        uint256 epoch = controller.epochOf(data.submittedAt) + 1;
        vm.prank(settler);
        vm.expectRevert(abi.encodeWithSelector(WrongEpoch.selector, batchId, epoch));
        controller.settleEpoch(epoch, _settlements(batchId, data));
    }

    function test_settlingAgainIsSilent() public {
        (uint128 batchId, BatchData memory data) = _clap(fans[0], creators[0], 100 ether);
        _approve(batchId, 1);
        _endEpoch();
        _settle(batchId, data);
        vm.recordLogs();
        _settle(batchId, data);
        assertEq(vm.getRecordedLogs().length, 0, "events of the second settlement");
        assertEq(tk.balanceOf(creators[0]), 1 ether);
    }

    function test_openLegsWaitAndSettleLater() public {
        (uint128 batchId, BatchData memory data) = _submit(
            address(tki),
            _draws(
                _single(fans[0], address(tki), creators[0], 100 ether),
                _single(fans[1], address(tki), creators[0], 200 ether),
                _single(fans[2], address(tki), creators[1], 300 ether)
            )
        );
        _endEpoch();
        _settle(batchId, data);
        assertState(batchId, 0, LegState.Open);
        _approve(batchId, 1);
        _settle(batchId, data);
        assertState(batchId, 0, LegState.Settled);
        assertEq(tk.balanceOf(creators[0]), 1 ether);
        _approve(batchId, 2);
        assertState(batchId, 0, LegState.Settled);
        assertState(batchId, 1, LegState.Approved);
        _settle(batchId, data);
        assertEq(tk.balanceOf(creators[0]), 3 ether);
        _approve(batchId, 4);
        _settle(batchId, data);
        assertEq(tk.balanceOf(creators[1]), 3 ether);
        assertState(batchId, 0, LegState.Settled);
        assertState(batchId, 2, LegState.Settled);
        assertEq(tki.balanceOf(address(controller)), 0);
    }

    function testFuzz_theRemainderIsKeptForTheNextPayout(uint96 a, uint96 b, uint96 c) public {
        uint256[3] memory claps = [uint256(a) % 600 ether + 1, uint256(b) % 600 ether + 1, uint256(c) % 600 ether + 1];
        uint256 sum;
        for (uint256 i; i < 3; ++i) {
            (uint128 batchId, BatchData memory data) = _clap(fans[i], creators[0], claps[i]);
            _approve(batchId, 1);
            _endEpoch();
            _settle(batchId, data);
            sum += claps[i];
            assertEq(tk.balanceOf(creators[0]), sum / 100);
            assertEq(controller.remainderOf(creators[0]), sum % 100);
        }
        assertEq(tki.balanceOf(address(controller)), 0);
    }

    /// A creator is paid once per batch, in whatever order the legs come.
    function test_interleavedCreatorsArePaidOnceEach() public {
        uint256[] memory legs = new uint256[](9);
        for (uint256 i; i < 9; ++i) {
            legs[i] = _leg(creators[i % 3], 100 ether);
        }
        (uint128 batchId, BatchData memory data) =
            _submit(address(tki), _draw(_oneTime(fans[0], address(tki), 900 ether, 0), legs));
        _approve(batchId, 511);
        _endEpoch();
        vm.recordLogs();
        _settle(batchId, data);
        bytes32 topic = keccak256("CreatorPaid(address,uint128,uint256,uint256,uint256)");
        assertEq(_count(topic), 3);
        for (uint256 i; i < 3; ++i) {
            assertEq(tk.balanceOf(creators[i]), 3 ether);
        }
    }

    function test_manyBatchesOfBothTokensInOneTransaction() public {
        (uint128 one, BatchData memory claps) = _clap(fans[0], creators[0], 100 ether);
        (uint128 two, BatchData memory gifts) = _gift(fans[1], creators[0], 5 ether);
        (uint128 three, BatchData memory more) = _clap(fans[2], creators[0], 250 ether);
        _approve(one, 1);
        _approve(two, 1);
        _approve(three, 1);
        _endEpoch();
        Settlement[] memory settlements = new Settlement[](3);
        settlements[0] = _settlement(one, claps);
        settlements[1] = _settlement(two, gifts);
        settlements[2] = _settlement(three, more);
        uint256 epoch = controller.currentEpoch() - 1;
        vm.prank(settler);
        controller.settleEpoch(epoch, settlements);
        assertEq(tk.balanceOf(creators[0]), 8.5 ether);
    }

    function test_payoutsEarnInterestFromThePayoutOn() public {
        (uint128 batchId, BatchData memory data) = _gift(fans[0], creators[0], 100 ether);
        _approve(batchId, 1);
        _endEpoch();
        _settle(batchId, data);
        assertEq(tki.balanceOf(creators[0]), 0);
        _wait(30 days);
        assertEq(tki.balanceOf(creators[0]), 200 ether);
    }

    function test_anUnregisteredCreatorIsStillPaidWhatWasEarned() public {
        (uint128 batchId, BatchData memory data) = _clap(fans[0], creators[0], 100 ether);
        _approve(batchId, 1);
        vm.prank(compliance);
        controller.unregisterCreator(creators[0]);
        _endEpoch();
        _settle(batchId, data);
        assertEq(tk.balanceOf(creators[0]), 1 ether);
    }

    function test_attack_mismatchedDataAtSettlement() public {
        (uint128 batchId, BatchData memory data) = _submit(
            address(tki),
            _draws(
                _single(fans[0], address(tki), creators[0], 100 ether),
                _single(fans[1], address(tki), creators[1], 200 ether)
            )
        );
        _approve(batchId, 3);
        _endEpoch();
        Settlement memory good = _settlement(batchId, data);
        Settlement memory forged = _copy(good);
        forged.legs[0] = _leg(creators[2], 100 ether);
        _expectMismatch(forged);
        forged = _copy(good);
        (forged.legs[0], forged.legs[1]) = (forged.legs[1], forged.legs[0]);
        _expectMismatch(forged);
        forged = _copy(good);
        forged.token = address(tk);
        _expectMismatch(forged);
        forged = _copy(good);
        forged.submittedAt -= 7 days;
        _expectMismatch(forged);
        forged = _copy(good);
        forged.ownersHash = keccak256("others");
        _expectMismatch(forged);
        _settle(batchId, data);
        assertEq(tk.balanceOf(creators[1]), 2 ether);
    }

    /// A payout that the supply cap leaves no room for is put off; the batches beside it settle.
    function test_aBatchThatCannotBeMintedDoesNotStopTheEpoch() public {
        (uint128 claps, BatchData memory one) = _clap(fans[0], creators[0], 100 ether);
        (uint128 gifts, BatchData memory two) = _gift(fans[1], creators[1], 5 ether);
        _approve(claps, 1);
        _approve(gifts, 1);
        vm.prank(admin);
        controller.setDailyMintLimit(type(uint256).max);
        _fund(fans[3], tk.mintable());
        _endEpoch();
        Settlement[] memory settlements = new Settlement[](2);
        settlements[0] = _settlement(claps, one);
        settlements[1] = _settlement(gifts, two);
        uint256 epoch = controller.currentEpoch() - 1;
        vm.recordLogs();
        vm.prank(settler);
        controller.settleEpoch(epoch, settlements);
        assertEq(_count(keccak256("SettlementSkipped(uint128)")), 1);
        assertState(claps, 0, LegState.Approved);
        assertState(gifts, 0, LegState.Settled);
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256("Withdrawal(address owner,uint256 amount,bytes32 withdrawalId)"),
                fans[3],
                10 ether,
                bytes32("room")
            )
        );
        bytes memory signature = _sign(fans[3], structHash);
        vm.prank(treasurer);
        controller.controllerBurn(fans[3], 10 ether, "room", signature);
        _settle(claps, one);
        assertEq(tk.balanceOf(creators[0]), 1 ether);
    }

    function test_aBatchInFlightSurvivesPauseParametersAndRoles() public {
        (uint128 batchId, BatchData memory data) = _clap(fans[0], creators[0], 100 ether);
        _pause();
        vm.prank(settler);
        vm.expectRevert();
        controller.settleEpoch(0, new Settlement[](0));
        vm.prank(pauser);
        controller.unpause();
        vm.prank(admin);
        controller.setRate(900);
        address[4] memory fresh = [_named("c2"), _named("s2"), _named("r2"), _named("t2")];
        bytes32[4] memory roles = [
            keccak256("COMPLIANCE_ROLE"),
            keccak256("SETTLER_ROLE"),
            keccak256("RELAYER_ROLE"),
            keccak256("TREASURER_ROLE")
        ];
        address[4] memory old = [compliance, settler, relayer, treasurer];
        for (uint256 i; i < 4; ++i) {
            vm.prank(admin);
            controller.grantRole(roles[i], fresh[i]);
            vm.prank(admin);
            controller.revokeRole(roles[i], old[i]);
        }
        (compliance, settler, relayer, treasurer) = (fresh[0], fresh[1], fresh[2], fresh[3]);
        _approve(batchId, 1);
        _endEpoch();
        _settle(batchId, data);
        assertEq(tk.balanceOf(creators[0]), 1 ether);
    }

    function test_onlyTheSettlerAndKnownBatches() public {
        Settlement[] memory settlements = new Settlement[](1);
        settlements[0].batchId = 77;
        vm.prank(stranger);
        vm.expectRevert();
        controller.settleEpoch(0, settlements);
        vm.prank(settler);
        vm.expectRevert(abi.encodeWithSelector(UnknownBatch.selector, 77));
        controller.settleEpoch(0, settlements);
    }

    function _copy(Settlement memory s) private pure returns (Settlement memory copy) {
        return abi.decode(abi.encode(s), (Settlement));
    }

    function _expectMismatch(Settlement memory forged) private {
        Settlement[] memory settlements = new Settlement[](1);
        settlements[0] = forged;
        uint256 epoch = controller.currentEpoch() - 1;
        vm.prank(settler);
        vm.expectRevert(abi.encodeWithSelector(BatchMismatch.selector, forged.batchId));
        controller.settleEpoch(epoch, settlements);
    }

    function _count(bytes32 topic) private returns (uint256 count) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i; i < logs.length; ++i) {
            if (logs[i].topics[0] == topic) ++count;
        }
    }
}
