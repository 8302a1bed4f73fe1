// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";

import {AuthorizationHash} from "./libraries/AuthorizationHash.sol";
import {SpendingSlot} from "./libraries/SpendingSlot.sol";
import {StandingSlot} from "./libraries/StandingSlot.sol";
import {Signatures} from "./libraries/Signatures.sol";
import {IAuthorizationGate} from "./interfaces/IAuthorizationGate.sol";
import {IDelegationValidator} from "./interfaces/IDelegationValidator.sol";
import {ILedger} from "./interfaces/ILedger.sol";
import {Authorization, Draw, SkipReason} from "./interfaces/OvationTypes.sol";
import "./interfaces/OvationErrors.sol";

/// @title DelegationValidator
/// @notice Says which legs a fan has allowed. A fan signs an Authorization; this contract checks signature, time,
/// scope and caps, keeps standing authorizations and what is left of them, and takes revocations.
/// @dev Who signed under which generation, and which nonces are used, the ledger knows: it judges the two where it has
/// to load the account's slot anyway. No role, no owner, no setting: it serves its controller and the fans.
contract DelegationValidator is EIP712, IDelegationValidator, IAuthorizationGate {
    using AuthorizationHash for Authorization;
    using StandingSlot for uint256;

    uint256 private constant STANDING_SALT = 1 << 255;

    ILedger public immutable ledger;
    address public immutable controller;
    address public immutable interestToken;

    mapping(address creator => bool) public isCreator;
    /// By owner and struct hash.
    mapping(bytes32 key => uint256) private _standing;
    /// `creator 160 | validAfter 64` of those that are narrowed.
    mapping(bytes32 key => uint256) private _narrowing;

    /// What one draw may still take.
    struct Limits {
        address creator;
        uint256 perIntent;
        uint256 left;
    }

    modifier onlyController() {
        if (msg.sender != controller) revert OnlyController(msg.sender);
        _;
    }

    constructor(ILedger ledger_, address interestToken_, address controller_) EIP712("Ovation", "1") {
        ledger = ledger_;
        interestToken = interestToken_;
        controller = controller_;
    }

    // ---- batches, for the controller ----

    /// @inheritdoc IAuthorizationGate
    function verify(uint128, address token, Draw[] calldata draws)
        external
        onlyController
        returns (uint256[] memory charges, bytes memory reasons)
    {
        uint256 count = draws.length;
        uint256 leg;
        for (uint256 i; i < count; ++i) {
            leg += draws[i].legs.length;
        }
        charges = new uint256[](2 * count);
        reasons = new bytes(leg);
        bytes32 domain = _domainSeparatorV4();
        leg = 0;
        for (uint256 i; i < count; ++i) {
            Draw calldata draw = draws[i];
            (uint256 taken, uint256 terms) = draw.standing != 0 || draw.salt >= STANDING_SALT
                ? _drawOnStanding(draw, token, domain, reasons, leg)
                : _drawOnce(draw, token, domain, reasons, leg);
            charges[2 * i] = (uint256(uint160(draw.owner)) << 96) | taken;
            charges[2 * i + 1] = terms;
            leg += draw.legs.length;
        }
    }

    /// @inheritdoc IAuthorizationGate
    function verifyStanding(
        uint128,
        address token,
        address[] calldata owners,
        bytes32[] calldata authorizations,
        uint256[] calldata legs
    ) external onlyController returns (uint256[] memory charges, bytes memory reasons) {
        uint256 count = legs.length;
        charges = new uint256[](2 * count);
        reasons = new bytes(count);
        for (uint256 i; i < count; ++i) {
            address owner = owners[i];
            bytes32 key = _key(owner, authorizations[i]);
            uint256 slot = _standing[key];
            (SkipReason reason, Limits memory limits) = _limitsOf(slot, key, token);
            uint256 leg = legs[i];
            if (reason == SkipReason.None) reason = _judge(leg, limits, limits.left);
            if (reason != SkipReason.None) {
                reasons[i] = bytes1(uint8(reason));
                continue;
            }
            unchecked {
                _standing[key] = slot - uint96(leg);
            }
            charges[2 * i] = (uint256(uint160(owner)) << 96) | uint96(leg);
            charges[2 * i + 1] = (1 << 40) | (slot.generation() << 24);
        }
    }

    /// @inheritdoc IAuthorizationGate
    function restore(address owner, bytes32 authorization, uint256 amount) external onlyController {
        _standing[_key(owner, authorization)] += amount;
    }

    /// @inheritdoc IAuthorizationGate
    function setCreator(address account, bool registered) external onlyController {
        isCreator[account] = registered;
    }

    function _drawOnce(Draw calldata draw, address token, bytes32 domain, bytes memory reasons, uint256 leg)
        private
        view
        returns (uint256 taken, uint256 terms)
    {
        uint256 salt = draw.salt;
        SkipReason reason = _checkTerms(draw.cap, draw.validAfter, draw.validUntil, salt >> 64);
        if (reason == SkipReason.None && uint64(salt) > SpendingSlot.MAX_NONCE) reason = SkipReason.Malformed;
        if (reason == SkipReason.None && !_signed(draw, AuthorizationHash.hash(draw, token), domain)) {
            reason = SkipReason.BadSignature;
        }
        if (reason != SkipReason.None) {
            _skipAll(reasons, leg, draw.legs.length, reason);
            return (0, 0);
        }
        taken = _take(draw.legs, Limits(draw.creator, draw.capPerIntent, draw.cap), reasons, leg);
        terms = ((salt >> 64) << 24) | uint64(salt);
    }

    /// Registers the authorization first, where the draw brings its signature.
    function _drawOnStanding(Draw calldata draw, address token, bytes32 domain, bytes memory reasons, uint256 leg)
        private
        returns (uint256 taken, uint256 terms)
    {
        bytes32 authorization = draw.standing;
        if (authorization == 0) authorization = AuthorizationHash.hash(draw, token);
        bytes32 key = _key(draw.owner, authorization);
        uint256 slot = _standing[key];
        SkipReason reason;
        if (slot == 0 && draw.standing == 0) {
            reason = _checkTerms(draw.cap, draw.validAfter, draw.validUntil, (draw.salt ^ STANDING_SALT) >> 64);
            if (reason == SkipReason.None && !_signed(draw, authorization, domain)) reason = SkipReason.BadSignature;
            if (reason == SkipReason.None) slot = _registerDrawn(draw, token, authorization, key);
        }
        Limits memory limits;
        if (reason == SkipReason.None) (reason, limits) = _limitsOf(slot, key, token);
        if (reason != SkipReason.None) {
            _skipAll(reasons, leg, draw.legs.length, reason);
            return (0, 0);
        }
        taken = _take(draw.legs, limits, reasons, leg);
        terms = (1 << 40) | (slot.generation() << 24);
        unchecked {
            if (taken != 0) _standing[key] = slot - taken;
        }
    }

    function _registerDrawn(Draw calldata draw, address token, bytes32 authorization, bytes32 key)
        private
        returns (uint256)
    {
        Authorization memory a = Authorization({
            owner: draw.owner,
            token: token,
            creator: draw.creator,
            cap: draw.cap,
            capPerIntent: draw.capPerIntent,
            validAfter: draw.validAfter,
            validUntil: draw.validUntil,
            salt: draw.salt
        });
        return _store(a, authorization, key);
    }

    /// Judges the legs one by one against what is left; a leg that does not fit leaves its neighbours alone.
    function _take(uint256[] calldata legs, Limits memory limits, bytes memory reasons, uint256 first)
        private
        view
        returns (uint256 taken)
    {
        for (uint256 i; i < legs.length; ++i) {
            uint256 leg = legs[i];
            unchecked {
                SkipReason reason = _judge(leg, limits, limits.left - taken);
                if (reason == SkipReason.None) taken += uint96(leg);
                else reasons[first + i] = bytes1(uint8(reason));
            }
        }
    }

    function _judge(uint256 leg, Limits memory limits, uint256 left) private view returns (SkipReason) {
        uint256 amount = uint96(leg);
        address creator = address(uint160(leg >> 96));
        if (amount == 0) return SkipReason.ZeroAmount;
        if (amount > limits.perIntent) return SkipReason.OverCapPerIntent;
        if (amount > left) return SkipReason.OverCap;
        if (limits.creator != address(0) && limits.creator != creator) return SkipReason.WrongCreator;
        if (!isCreator[creator]) return SkipReason.UnknownCreator;
        return SkipReason.None;
    }

    function _checkTerms(uint256 cap, uint256 validAfter, uint256 validUntil, uint256 generation)
        private
        view
        returns (SkipReason)
    {
        if (cap > type(uint96).max || generation > SpendingSlot.MAX_GENERATION) return SkipReason.Malformed;
        if (block.timestamp < validAfter) return SkipReason.NotYetValid;
        if (block.timestamp > validUntil) return SkipReason.Expired;
        return SkipReason.None;
    }

    function _limitsOf(uint256 slot, bytes32 key, address token)
        private
        view
        returns (SkipReason reason, Limits memory limits)
    {
        if (slot & StandingSlot.REVOKED != 0) return (SkipReason.Revoked, limits);
        if (slot == 0 || (slot & StandingSlot.FOR_TKI != 0) != (token == interestToken)) {
            return (SkipReason.UnknownAuthorization, limits);
        }
        if (block.timestamp > slot.validUntil()) return (SkipReason.Expired, limits);
        limits.perIntent = slot.capPerIntent();
        limits.left = slot.remaining();
        if (slot & StandingSlot.NARROWED != 0) {
            uint256 narrowing = _narrowing[key];
            if (block.timestamp < uint64(narrowing)) return (SkipReason.NotYetValid, limits);
            limits.creator = address(uint160(narrowing >> 64));
        }
    }

    function _skipAll(bytes memory reasons, uint256 first, uint256 count, SkipReason reason) private pure {
        for (uint256 i; i < count; ++i) {
            reasons[first + i] = bytes1(uint8(reason));
        }
    }

    function _signed(Draw calldata draw, bytes32 structHash, bytes32 domain) private view returns (bool) {
        return Signatures.isValid(draw.owner, MessageHashUtils.toTypedDataHash(domain, structHash), draw.signature);
    }

    // ---- standing authorizations ----

    /// @inheritdoc IDelegationValidator
    function register(Authorization calldata a, bytes calldata signature) external {
        if (ledger.paused()) revert EnforcedLedgerPause();
        if (a.salt < STANDING_SALT) revert NotStanding();
        if (a.token != interestToken && a.token != address(ledger)) revert UnknownToken(a.token);
        uint256 generation = (a.salt ^ STANDING_SALT) >> 64;
        if (a.cap > type(uint96).max || generation > SpendingSlot.MAX_GENERATION) revert MalformedAuthorization();
        if (block.timestamp > a.validUntil) revert AuthorizationExpired(a.validUntil);
        uint256 current = generationOf(a.owner);
        if (generation != current) revert StaleGeneration(generation, current);
        bytes32 authorization = a.hash();
        bytes32 key = _key(a.owner, authorization);
        uint256 slot = _standing[key];
        if (slot & StandingSlot.REVOKED != 0) revert AuthorizationIsRevoked(authorization);
        if (slot != 0) revert AlreadyRegistered(authorization);
        if (!Signatures.isValid(a.owner, _hashTypedDataV4(authorization), signature)) revert InvalidSignature(a.owner);
        _store(a, authorization, key);
        if (a.token == interestToken) ledger.prime(a.owner);
    }

    function _store(Authorization memory a, bytes32 authorization, bytes32 key) private returns (uint256 slot) {
        uint256 flags = StandingSlot.REGISTERED;
        if (a.token == interestToken) flags |= StandingSlot.FOR_TKI;
        if (a.creator != address(0) || a.validAfter > block.timestamp) {
            flags |= StandingSlot.NARROWED;
            _narrowing[key] = (uint256(uint160(a.creator)) << 64) | a.validAfter;
        }
        slot = StandingSlot.pack(
            flags,
            uint16(a.salt >> 64),
            a.validUntil < type(uint40).max ? a.validUntil : type(uint40).max,
            a.capPerIntent < a.cap ? a.capPerIntent : a.cap,
            a.cap
        );
        _standing[key] = slot;
        emit AuthorizationRegistered(a.owner, authorization, a);
    }

    // ---- revocation; all of it works while paused ----

    /// @inheritdoc IDelegationValidator
    function revoke(Authorization calldata a) external {
        if (msg.sender != a.owner) revert NotOwner(a.owner, msg.sender);
        _revoke(a, a.hash());
    }

    /// @inheritdoc IDelegationValidator
    function revokeBySig(Authorization calldata a, bytes calldata signature) external {
        bytes32 authorization = a.hash();
        _requireSigned(a.owner, AuthorizationHash.revocation(a.owner, authorization), signature);
        _revoke(a, authorization);
    }

    /// @inheritdoc IDelegationValidator
    function revokeAll() external {
        _revokeAll(msg.sender);
    }

    /// @inheritdoc IDelegationValidator
    function revokeAllBySig(address owner, uint256 generation, bytes calldata signature) external {
        uint256 current = generationOf(owner);
        if (generation != current) revert StaleGeneration(generation, current);
        _requireSigned(owner, AuthorizationHash.revocationOfAll(owner, generation), signature);
        _revokeAll(owner);
    }

    /// A standing authorization is marked, registered or not; a one-time one loses its nonce.
    function _revoke(Authorization calldata a, bytes32 authorization) private {
        if (a.salt >= STANDING_SALT) {
            bytes32 key = _key(a.owner, authorization);
            uint256 slot = _standing[key];
            if (slot & StandingSlot.REVOKED != 0) revert AuthorizationIsRevoked(authorization);
            _standing[key] = slot | StandingSlot.REVOKED;
        } else {
            uint256 current = generationOf(a.owner);
            if (a.salt >> 64 != current) revert StaleGeneration(a.salt >> 64, current);
            if (uint64(a.salt) > SpendingSlot.MAX_NONCE) revert MalformedAuthorization();
            ledger.useNonce(a.owner, uint64(a.salt));
        }
        emit AuthorizationRevoked(a.owner, authorization);
    }

    function _revokeAll(address owner) private {
        emit AllRevoked(owner, ledger.raiseGeneration(owner));
    }

    // ---- views ----

    /// @inheritdoc IDelegationValidator
    function hashOf(Authorization calldata a) external pure returns (bytes32) {
        return a.hash();
    }

    /// @inheritdoc IDelegationValidator
    function standing(address owner, bytes32 authorization)
        external
        view
        returns (bool registered, bool revoked, uint256 remaining, uint256 capPerIntent, uint64 validUntil)
    {
        uint256 slot = _standing[_key(owner, authorization)];
        registered = slot & StandingSlot.REGISTERED != 0;
        revoked = slot & StandingSlot.REVOKED != 0 || (registered && slot.generation() != generationOf(owner));
        return (registered, revoked, slot.remaining(), slot.capPerIntent(), uint64(slot.validUntil()));
    }

    /// @inheritdoc IDelegationValidator
    function generationOf(address owner) public view returns (uint256 generation) {
        (generation,,) = ledger.noncesOf(owner);
    }

    /// @inheritdoc IDelegationValidator
    function nonceUsed(address owner, uint256 nonce) external view returns (bool) {
        (, uint256 base, uint256 window) = ledger.noncesOf(owner);
        if (nonce < base) return true;
        return nonce - base < SpendingSlot.WINDOW && (window >> (nonce - base)) & 1 == 1;
    }

    /// @inheritdoc IDelegationValidator
    function nextNonce(address owner) external view returns (uint256 nonce) {
        (, nonce,) = ledger.noncesOf(owner);
    }

    /// @inheritdoc IAuthorizationGate
    function verifySignature(address owner, bytes32 structHash, bytes calldata signature) external view returns (bool) {
        return Signatures.isValid(owner, _hashTypedDataV4(structHash), signature);
    }

    function _requireSigned(address owner, bytes32 structHash, bytes calldata signature) private view {
        if (!Signatures.isValid(owner, _hashTypedDataV4(structHash), signature)) revert InvalidSignature(owner);
    }

    function _key(address owner, bytes32 authorization) private pure returns (bytes32 result) {
        assembly ("memory-safe") {
            mstore(0, owner)
            mstore(0x20, authorization)
            result := keccak256(0, 0x40)
        }
    }
}
