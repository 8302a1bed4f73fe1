// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Authorization, BatchData, Draw, LegState, Settlement} from "../../src/interfaces/OvationTypes.sol";
import {DelegationValidator, RevenueController, TK, TKI} from "./Faces.sol";
import {OvationTest} from "./OvationTest.sol";
import {Vm, vm} from "./Vm.sol";

/// @notice What many actors may do, and a plain second bookkeeping of it. Every action either happens as a whole or not
/// at all; amounts are bent into a range where they usually happen.
contract ActorHandler is OvationTest {
    struct Batch {
        uint128 id;
        BatchData data;
    }

    uint256 public minted;
    uint256 public burned;
    uint256 public bonuses;
    uint256 public paidForClaps;
    uint256 public giftsPaid;
    uint256 public stepsBack;
    mapping(address => uint256) public authorized;

    Batch[] private batches;
    mapping(uint128 => mapping(uint256 => LegState)) private lastState;
    uint256 private integral;
    uint256 private integratedAt;
    mapping(address => bytes32) private standingOf;
    uint256 private withdrawals;

    /// Once: a random sequence may call it too.
    function setUp() public override {
        if (address(tk) != address(0)) return;
        super.setUp();
        integratedAt = vm.getBlockTimestamp();
    }

    // ---- actions ----

    function fund(uint256 who, uint256 amount) public {
        amount = amount % 10_000 ether + 1;
        uint256 bonus = (amount * _bonusPerTK()) / 1 ether;
        _integrate();
        vm.prank(treasurer);
        controller.mintTK(_holder(who), amount, bytes32(++payments));
        minted += amount;
        bonuses += bonus;
    }

    function pass(uint256 time) public {
        _integrate();
        _wait(time % 9 days);
    }

    function transfer(uint256 from, uint256 to, uint256 amount) public {
        _integrate();
        address owner = _holder(from);
        amount = amount % (tk.balanceOf(owner) + 1);
        vm.prank(owner);
        tk.transfer(_holder(to), amount);
    }

    function transferInterest(uint256 from, uint256 to, uint256 amount) public {
        _integrate();
        address owner = _holder(from);
        amount = amount % (tki.balanceOf(owner) + 1);
        vm.prank(owner);
        tki.transfer(_holder(to), amount);
    }

    function clap(uint256 who, uint256 creator, uint256 amount) public {
        address owner = fans[who % FANS];
        amount = amount % (tki.balanceOf(owner) + tki.balanceOf(owner) / 4 + 2);
        _submitted(_single(owner, address(tki), creators[creator % FANS], amount));
    }

    function gift(uint256 who, uint256 creator, uint256 amount) public {
        address owner = fans[who % FANS];
        amount = amount % (tk.balanceOf(owner) / 2 + 2);
        _submitted(_single(owner, address(tk), creators[creator % FANS], amount));
    }

    function bundle(uint256 who, uint256 amount) public {
        address owner = fans[who % FANS];
        amount = amount % (tki.balanceOf(owner) / 2 + 2);
        uint256[] memory legs =
            _legs(_leg(creators[0], amount), _leg(creators[who % 5], amount / 3), _leg(creators[0], amount));
        Authorization memory a = _oneTime(owner, address(tki), amount * 2, validator.nextNonce(owner));
        _submitted(_draw(a, legs));
    }

    /// Two draws under one authorization: at most one of them may happen.
    function twice(uint256 who, uint256 amount) public {
        address owner = fans[who % FANS];
        uint256 half = tki.balanceOf(owner) / 2 + 1;
        amount = half + amount % half;
        Authorization memory a = _oneTime(owner, address(tki), 3 * amount, validator.nextNonce(owner));
        Draw memory one = _draw(a, _legs(_leg(creators[0], amount), _leg(creators[1], amount)));
        Draw memory other = _draw(a, _legs(_leg(creators[2], amount / 3)));
        _submittedAll(address(tki), who % 2 == 0 ? _draws(one, other) : _draws(other, one));
    }

    function standingClap(uint256 who, uint256 creator, uint256 amount) public {
        address owner = fans[who % FANS];
        if (standingOf[owner] == 0) {
            Authorization memory a = _standing(owner, address(tki), 50 ether);
            a.salt ^= uint256(uint64(vm.getBlockTimestamp()));
            standingOf[owner] = _register(a);
        }
        uint256[] memory legs = _legs(_leg(creators[creator % FANS], amount % 10 ether + 1));
        _submitted(_standingDraw(owner, standingOf[owner], legs));
    }

    function revokeAll(uint256 who) public {
        if (who % 5 != 0) return;
        address owner = fans[who % FANS];
        vm.prank(owner);
        validator.revokeAll();
        standingOf[owner] = 0;
    }

    /// Approves, rejects or cancels any legs of any batch.
    function review(uint256 which, uint256 bits, uint256 how) public {
        if (batches.length == 0) return;
        _integrate();
        Batch memory batch = batches[which % batches.length];
        how = how % 4;
        if (how < 2) {
            _approve(batch.id, bits);
        } else {
            vm.prank(how == 2 ? compliance : relayer);
            bytes memory call = how == 2
                ? abi.encodeCall(controller.reject, (batch.id, batch.data, _bits(bits)))
                : abi.encodeCall(controller.cancel, (batch.id, batch.data, _bits(bits)));
            (bool done,) = address(controller).call(call);
            done;
        }
        _observe(batch);
    }

    function settle(uint256 which) public {
        if (batches.length == 0) return;
        _integrate();
        Batch memory batch = batches[which % batches.length];
        uint256 before = tk.totalSupply();
        uint256 escrow = tk.balanceOf(address(controller));
        uint256 epoch = controller.epochOf(batch.data.submittedAt);
        Settlement[] memory settlements = _settlements(batch.id, batch.data);
        vm.prank(settler);
        (bool done,) = address(controller).call(abi.encodeCall(controller.settleEpoch, (epoch, settlements)));
        if (!done) return;
        paidForClaps += tk.totalSupply() - before;
        giftsPaid += escrow - tk.balanceOf(address(controller));
        _observe(batch);
    }

    function withdraw(uint256 who, uint256 amount, bool failsLater) public {
        _integrate();
        address owner = creators[who % FANS];
        if (tk.balanceOf(owner) == 0) return;
        amount = amount % tk.balanceOf(owner) + 1;
        bytes32 id = bytes32(++withdrawals);
        bytes32 structHash = keccak256(
            abi.encode(keccak256("Withdrawal(address owner,uint256 amount,bytes32 withdrawalId)"), owner, amount, id)
        );
        bytes memory signature = _sign(owner, structHash);
        vm.prank(treasurer);
        controller.controllerBurn(owner, amount, id, signature);
        burned += amount;
        if (!failsLater) return;
        vm.prank(treasurer);
        controller.returnWithdrawal(id);
        burned -= amount;
    }

    function accrue(uint256 who) public {
        tki.accrueFor(_holder(who));
    }

    function changeRate(uint256 rate, uint256 bonus) public {
        _integrate();
        vm.prank(admin);
        controller.setRate(rate % 1001);
        vm.prank(admin);
        controller.setBonus(bonus % 100 ether);
    }

    // ---- second bookkeeping ----

    function contracts() external view returns (TK, TKI, DelegationValidator, RevenueController) {
        return (tk, tki, validator, controller);
    }

    function holders() public view returns (address[] memory all) {
        all = new address[](2 * FANS);
        for (uint256 i; i < all.length; ++i) {
            all[i] = _holder(i);
        }
    }

    function creatorList() external view returns (address[] memory) {
        return creators;
    }

    function integralNow() public view returns (uint256) {
        uint256 earning = tk.totalSupply() - tk.balanceOf(address(controller));
        return integral + earning * tk.rateBps() * (vm.getBlockTimestamp() - integratedAt);
    }

    function inFlight() external view returns (uint256 claps, uint256 gifts) {
        return _sum(LegState.Open, LegState.Approved);
    }

    function settled() external view returns (uint256 claps, uint256 gifts) {
        return _sum(LegState.Settled, LegState.Settled);
    }

    function _sum(LegState one, LegState other) private view returns (uint256 claps, uint256 gifts) {
        for (uint256 i; i < batches.length; ++i) {
            for (uint256 leg; leg < batches[i].data.legs.length; ++leg) {
                LegState state = controller.legState(batches[i].id, leg);
                if (state != one && state != other) continue;
                uint256 amount = uint96(batches[i].data.legs[leg]);
                if (batches[i].data.token == address(tki)) claps += amount;
                else gifts += amount;
            }
        }
    }

    /// To be called before anything that changes a balance or the rate.
    function _integrate() private {
        integral = integralNow();
        integratedAt = vm.getBlockTimestamp();
    }

    function _submitted(Draw memory draw) private {
        _submittedAll(draw.standing == 0 ? _tokenOf(draw) : address(tki), _draws(draw));
    }

    function _submittedAll(address token, Draw[] memory draws) private {
        _integrate();
        (uint128 id, BatchData memory data) = _submit(token, draws);
        batches.push();
        Batch storage batch = batches[batches.length - 1];
        batch.id = id;
        batch.data = data;
        _observe(batch);
    }

    function _tokenOf(Draw memory draw) private view returns (address) {
        Authorization memory a = Authorization(
            draw.owner,
            address(tki),
            draw.creator,
            draw.cap,
            draw.capPerIntent,
            draw.validAfter,
            draw.validUntil,
            draw.salt
        );
        return keccak256(_signed(a)) == keccak256(draw.signature) ? address(tki) : address(tk);
    }

    /// Follows each leg from state to state: only downwards, and the owner's spending with it.
    function _observe(Batch memory batch) private {
        for (uint256 leg; leg < batch.data.legs.length; ++leg) {
            LegState state = controller.legState(batch.id, leg);
            LegState last = lastState[batch.id][leg];
            if (state == last) continue;
            bool down = last == LegState.None || last == LegState.Open
                || (last == LegState.Approved && (state == LegState.Released || state == LegState.Settled));
            if (!down) ++stepsBack;
            if (batch.data.token == address(tki)) {
                uint256 amount = uint96(batch.data.legs[leg]);
                if (last == LegState.None && state == LegState.Open) authorized[batch.data.owners[leg]] += amount;
                if (last != LegState.None && state == LegState.Released) authorized[batch.data.owners[leg]] -= amount;
            }
            lastState[batch.id][leg] = state;
        }
    }

    function _holder(uint256 i) private view returns (address) {
        i = i % (2 * FANS);
        return i < FANS ? fans[i] : creators[i - FANS];
    }

    function _bonusPerTK() private view returns (uint256 bonus) {
        (, bytes memory answer) = address(controller).staticcall(abi.encodeWithSignature("bonusPerTK()"));
        return abi.decode(answer, (uint256));
    }
}
