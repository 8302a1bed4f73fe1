// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vm, vm} from "./Vm.sol";
import {Config} from "../../src/interfaces/Config.sol";
import {DelegationValidator, RevenueController, TK, TKI} from "./Faces.sol";
import {
    Approval,
    Authorization,
    BatchData,
    Draw,
    LegState,
    Settlement,
    SignedLeg,
    SkipReason
} from "../../src/interfaces/OvationTypes.sol";
import {Create} from "../../script/Create.sol";

/// @notice A deployed Ovation with one key per role, fans and creators, and the words that the tests are written in.
abstract contract OvationTest {
    bool public constant IS_TEST = true;

    uint256 internal constant FANS = 8;
    uint256 internal constant STANDING = 1 << 255;

    TK internal tk;
    TKI internal tki;
    DelegationValidator internal validator;
    RevenueController internal controller;

    address internal admin = _named("admin");
    address internal relayer = _named("relayer");
    address internal compliance = _named("compliance");
    address internal settler = _named("settler");
    address internal treasurer = _named("treasurer");
    address internal pauser = _named("pauser");
    address internal stranger = _named("stranger");

    /// Of each fan and creator, by address.
    mapping(address => uint256) internal keyOf;
    address[] internal fans;
    address[] internal creators;
    uint256 internal payments;
    uint128 internal lastBatch;

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        _deploy(200);
        _wait(1 hours);
        for (uint256 i; i < FANS; ++i) {
            fans.push(_account(string.concat("fan", string(abi.encodePacked(uint8(48 + i))))));
            creators.push(_account(string.concat("creator", string(abi.encodePacked(uint8(48 + i))))));
        }
        vm.prank(compliance);
        controller.registerCreators(creators);
    }

    /// @dev As script/Deployment does it, but by artifact: test contracts that carry all the others inside them take
    /// minutes to compile.
    function _deploy(uint256 rateBps) internal {
        uint256 nonce = vm.getNonce(address(this));
        address tki_ = Create.addressOf(address(this), nonce + 1);
        address validator_ = Create.addressOf(address(this), nonce + 2);
        address controller_ = Create.addressOf(address(this), nonce + 3);
        tk = TK(vm.deployCode("TK.sol:TK", abi.encode(controller_, tki_, validator_, rateBps)));
        tki = TKI(vm.deployCode("TKI.sol:TKI", abi.encode(tk, controller_)));
        bytes memory args = abi.encode(tk, tki_, controller_);
        validator = DelegationValidator(vm.deployCode("DelegationValidator.sol:DelegationValidator", args));
        args = abi.encode(_config(), tk, tki_, validator_);
        controller = RevenueController(vm.deployCode("RevenueController.sol:RevenueController", args));
    }

    function _config() internal view returns (Config memory) {
        return Config({
            admin: admin,
            adminDelay: 1 days,
            relayer: relayer,
            compliance: compliance,
            settler: settler,
            treasurer: treasurer,
            pauser: pauser,
            dailyMintLimit: 10_000_000 ether
        });
    }

    /// @dev Not block.timestamp, which the compiler may take for constant within a function.
    function _wait(uint256 time) internal {
        vm.warp(vm.getBlockTimestamp() + time);
    }

    // ---- actors ----

    function _named(string memory name) internal pure returns (address) {
        return vm.addr(uint256(keccak256(bytes(name))));
    }

    function _account(string memory name) internal returns (address account) {
        uint256 key = uint256(keccak256(bytes(name)));
        account = vm.addr(key);
        keyOf[account] = key;
        vm.label(account, name);
    }

    function _fund(address to, uint256 amount) internal {
        vm.prank(treasurer);
        controller.mintTK(to, amount, bytes32(++payments));
    }

    /// `to` has `amount` TK for 30 days, and so twice as much TKI.
    function _fundAndWait(address to, uint256 amount) internal {
        _fund(to, amount);
        _wait(30 days);
    }

    // ---- authorizations ----

    function _sign(address signer, bytes32 structHash) internal view returns (bytes memory) {
        return _signRaw(signer, _digest(structHash));
    }

    function _signRaw(address signer, bytes32 digest) internal view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(keyOf[signer], digest);
        return abi.encodePacked(r, s, v);
    }

    function _digest(bytes32 structHash) internal view returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", _domain(block.chainid, address(validator)), structHash));
    }

    function _domain(uint256 chainId, address verifier) internal pure returns (bytes32) {
        return keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Ovation"),
                keccak256("1"),
                chainId,
                verifier
            )
        );
    }

    function _authorization(address owner, address token, uint256 cap, uint256 salt)
        internal
        view
        returns (Authorization memory)
    {
        return Authorization({
            owner: owner,
            token: token,
            creator: address(0),
            cap: cap,
            capPerIntent: cap,
            validAfter: 0,
            validUntil: uint64(vm.getBlockTimestamp() + 365 days),
            salt: salt
        });
    }

    function _oneTime(address owner, address token, uint256 cap, uint256 nonce)
        internal
        view
        returns (Authorization memory)
    {
        return _authorization(owner, token, cap, (validator.generationOf(owner) << 64) | nonce);
    }

    function _standing(address owner, address token, uint256 cap) internal view returns (Authorization memory) {
        return _authorization(owner, token, cap, STANDING | (validator.generationOf(owner) << 64) | 7);
    }

    function _signed(Authorization memory a) internal view returns (bytes memory) {
        return _sign(a.owner, validator.hashOf(a));
    }

    function _register(Authorization memory a) internal returns (bytes32) {
        validator.register(a, _signed(a));
        return validator.hashOf(a);
    }

    // ---- draws and legs ----

    function _leg(address creator, uint256 amount) internal pure returns (uint256) {
        return (uint256(uint160(creator)) << 96) | amount;
    }

    function _payer(address owner, bytes32 authorization) internal pure returns (uint256) {
        return (uint256(uint160(owner)) << 96) | uint96(uint256(authorization));
    }

    function _legs(uint256 a) internal pure returns (uint256[] memory legs) {
        legs = new uint256[](1);
        legs[0] = a;
    }

    function _legs(uint256 a, uint256 b) internal pure returns (uint256[] memory legs) {
        legs = new uint256[](2);
        (legs[0], legs[1]) = (a, b);
    }

    function _legs(uint256 a, uint256 b, uint256 c) internal pure returns (uint256[] memory legs) {
        legs = new uint256[](3);
        (legs[0], legs[1], legs[2]) = (a, b, c);
    }

    function _draw(Authorization memory a, bytes memory signature, uint256[] memory legs)
        internal
        pure
        returns (Draw memory)
    {
        return Draw({
            owner: a.owner,
            creator: a.creator,
            cap: a.cap,
            capPerIntent: a.capPerIntent,
            validAfter: a.validAfter,
            validUntil: a.validUntil,
            salt: a.salt,
            standing: 0,
            signature: signature,
            legs: legs
        });
    }

    function _draw(Authorization memory a, uint256[] memory legs) internal view returns (Draw memory) {
        return _draw(a, _signed(a), legs);
    }

    function _standingDraw(address owner, bytes32 authorization, uint256[] memory legs)
        internal
        pure
        returns (Draw memory draw)
    {
        draw.owner = owner;
        draw.standing = authorization;
        draw.legs = legs;
    }

    /// One clap or gift under the owner's next nonce.
    function _single(address owner, address token, address creator, uint256 amount)
        internal
        view
        returns (Draw memory)
    {
        return _draw(_oneTime(owner, token, amount, validator.nextNonce(owner)), _legs(_leg(creator, amount)));
    }

    /// The same as `submitSigned` takes it: with an authorization that allows exactly the leg.
    function _row(address owner, address token, address creator, uint256 amount, uint256 nonce)
        internal
        view
        returns (SignedLeg memory)
    {
        Authorization memory a = _oneTime(owner, token, amount, nonce);
        a.creator = creator;
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(keyOf[owner], _digest(validator.hashOf(a)));
        uint256 terms = (uint256(v) << 208) | (uint256(a.validUntil) << 144) | (uint256(a.validAfter) << 80) | a.salt;
        return SignedLeg(owner, _leg(creator, amount), terms, r, s);
    }

    function _draws(Draw memory a) internal pure returns (Draw[] memory draws) {
        draws = new Draw[](1);
        draws[0] = a;
    }

    function _draws(Draw memory a, Draw memory b) internal pure returns (Draw[] memory draws) {
        draws = new Draw[](2);
        (draws[0], draws[1]) = (a, b);
    }

    function _draws(Draw memory a, Draw memory b, Draw memory c) internal pure returns (Draw[] memory draws) {
        draws = new Draw[](3);
        (draws[0], draws[1], draws[2]) = (a, b, c);
    }

    // ---- batches ----

    function _submit(address token, Draw[] memory draws) internal returns (uint128 batchId, BatchData memory data) {
        batchId = ++lastBatch;
        data = _dataOf(token, draws);
        vm.prank(relayer);
        controller.submit(batchId, token, draws);
    }

    function _submit(address token, Draw memory draw) internal returns (uint128, BatchData memory) {
        return _submit(token, _draws(draw));
    }

    function _clap(address owner, address creator, uint256 amount) internal returns (uint128, BatchData memory) {
        return _submit(address(tki), _single(owner, address(tki), creator, amount));
    }

    function _gift(address owner, address creator, uint256 amount) internal returns (uint128, BatchData memory) {
        return _submit(address(tk), _single(owner, address(tk), creator, amount));
    }

    function _dataOf(address token, Draw[] memory draws) internal view returns (BatchData memory data) {
        uint256 count;
        for (uint256 i; i < draws.length; ++i) {
            count += draws[i].legs.length;
        }
        data.token = token;
        data.submittedAt = uint40(vm.getBlockTimestamp());
        data.legs = new uint256[](count);
        data.owners = new address[](count);
        count = 0;
        for (uint256 i; i < draws.length; ++i) {
            for (uint256 j; j < draws[i].legs.length; ++j) {
                data.legs[count] = draws[i].legs[j];
                data.owners[count++] = draws[i].owner;
            }
        }
    }

    function _bits(uint256 word) internal pure returns (uint256[] memory bitmap) {
        bitmap = new uint256[](1);
        bitmap[0] = word;
    }

    function _approve(uint128 batchId, uint256 bits) internal {
        Approval[] memory approvals = new Approval[](1);
        approvals[0] = Approval(batchId, _bits(bits));
        vm.prank(compliance);
        controller.approve(approvals);
    }

    function _reject(uint128 batchId, BatchData memory data, uint256 bits) internal {
        vm.prank(compliance);
        controller.reject(batchId, data, _bits(bits));
    }

    function _cancel(uint128 batchId, BatchData memory data, uint256 bits) internal {
        vm.prank(relayer);
        controller.cancel(batchId, data, _bits(bits));
    }

    function _settlement(uint128 batchId, BatchData memory data) internal pure returns (Settlement memory) {
        bytes32 ownersHash = keccak256(abi.encodePacked(data.owners));
        return Settlement(batchId, data.token, data.submittedAt, ownersHash, data.legs);
    }

    function _settlements(uint128 batchId, BatchData memory data) internal pure returns (Settlement[] memory s) {
        s = new Settlement[](1);
        s[0] = _settlement(batchId, data);
    }

    /// Settles in the batch's own epoch, which must have ended.
    function _settle(uint128 batchId, BatchData memory data) internal {
        Settlement[] memory settlements = _settlements(batchId, data);
        uint256 epoch = controller.epochOf(data.submittedAt);
        vm.prank(settler);
        controller.settleEpoch(epoch, settlements);
    }

    function _endEpoch() internal {
        vm.warp(controller.genesis() + (controller.currentEpoch() + 1) * 7 days);
    }

    function _pause() internal {
        vm.prank(pauser);
        controller.pause();
    }

    // ---- assertions ----

    error AssertionFailed(string what, uint256 actual, uint256 expected);

    function assertEq(uint256 actual, uint256 expected, string memory what) internal pure {
        if (actual != expected) revert AssertionFailed(what, actual, expected);
    }

    function assertEq(uint256 actual, uint256 expected) internal pure {
        assertEq(actual, expected, "values differ");
    }

    function assertEq(address actual, address expected) internal pure {
        assertEq(uint256(uint160(actual)), uint256(uint160(expected)), "addresses differ");
    }

    function assertEq(bytes32 actual, bytes32 expected) internal pure {
        assertEq(uint256(actual), uint256(expected), "words differ");
    }

    function assertTrue(bool condition, string memory what) internal pure {
        if (!condition) revert AssertionFailed(what, 0, 1);
    }

    function assertLe(uint256 actual, uint256 bound, string memory what) internal pure {
        if (actual > bound) revert AssertionFailed(what, actual, bound);
    }

    function assertState(uint128 batchId, uint256 leg, LegState expected) internal view {
        assertEq(uint256(controller.legState(batchId, leg)), uint256(expected), "state of leg");
    }

    /// The reasons of all IntentSkipped events recorded since vm.recordLogs, in order.
    function _skips() internal returns (uint256[] memory legs, SkipReason[] memory reasons) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        bytes32 topic = keccak256("IntentSkipped(uint128,uint256,uint8)");
        uint256 count;
        for (uint256 i; i < logs.length; ++i) {
            if (logs[i].topics[0] == topic) ++count;
        }
        legs = new uint256[](count);
        reasons = new SkipReason[](count);
        count = 0;
        for (uint256 i; i < logs.length; ++i) {
            if (logs[i].topics[0] == topic) {
                (legs[count], reasons[count]) = abi.decode(logs[i].data, (uint256, SkipReason));
                ++count;
            }
        }
    }

    /// Submits one draw and expects its every leg to be skipped for `expected`, with nothing moved.
    function _assertSkipped(address token, Draw memory draw, SkipReason expected) internal {
        uint256 before = tki.balanceOf(draw.owner) + tk.balanceOf(draw.owner);
        vm.recordLogs();
        (uint128 batchId,) = _submit(token, draw);
        (uint256[] memory legs, SkipReason[] memory reasons) = _skips();
        assertEq(legs.length, draw.legs.length, "legs skipped");
        for (uint256 i; i < legs.length; ++i) {
            assertEq(uint256(reasons[i]), uint256(expected), "reason");
            assertState(batchId, legs[i], LegState.Released);
        }
        assertEq(tki.balanceOf(draw.owner) + tk.balanceOf(draw.owner), before, "balance of a skipped owner");
    }
}
