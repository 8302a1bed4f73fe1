// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";

import {AuthorizationHash} from "./libraries/AuthorizationHash.sol";
import {SpendingSlot} from "./libraries/SpendingSlot.sol";
import {StandingSlot} from "./libraries/StandingSlot.sol";
import {Signatures} from "./libraries/Signatures.sol";
import {Words} from "./libraries/Words.sol";
import {IAuthorizationGate} from "./interfaces/IAuthorizationGate.sol";
import {IDelegationValidator} from "./interfaces/IDelegationValidator.sol";
import {ILedger} from "./interfaces/ILedger.sol";
import {Authorization, Draw, SignedLeg, SkipReason} from "./interfaces/OvationTypes.sol";
import "./interfaces/OvationErrors.sol";

/// @title DelegationValidator
/// @notice Says which legs a fan has allowed. A fan signs an Authorization; this contract checks signature, time,
/// scope and caps, keeps standing authorizations and what is left of them, and takes revocations.
/// @dev Who signed under which generation, and which nonces are used, the ledger knows: it judges the two where it has
/// to load the account's slot anyway. No role, no owner, no setting: it serves its controller and the fans.
contract DelegationValidator is EIP712, IDelegationValidator, IAuthorizationGate {
    using AuthorizationHash for Authorization;
    using StandingSlot for uint256;
    using Words for uint256[];
    using Words for bytes;

    uint256 private constant STANDING_SALT = 1 << 255;
    /// No leg names it: addresses have 160 bits.
    uint256 private constant NOBODY = type(uint256).max;

    ILedger public immutable ledger;
    address public immutable controller;
    address public immutable interestToken;

    mapping(address creator => bool) public isCreator;
    /// By owner and the low 96 bits of the struct hash. Short is enough: only the owner's own signature can register
    /// under the owner's address, and a second one under the same key is refused.
    mapping(uint256 payer => uint256) private _standing;
    /// `creator 160 | validAfter 64` of those that are narrowed.
    mapping(uint256 payer => uint256) private _narrowing;

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
        charges = new uint256[](2 * draws.length);
        bytes32 domain = _domainSeparatorV4();
        for (uint256 i; i < draws.length; ++i) {
            Draw calldata draw = draws[i];
            (SkipReason reason, uint256 taken, uint256 terms) = draw.standing != 0 || draw.salt >= STANDING_SALT
                ? _drawOnStanding(draw, token, domain)
                : _drawOnce(draw, token, domain);
            if (reason != SkipReason.None) (taken, reasons) = _explain(draws, i, token, reason, reasons);
            charges[2 * i] = (uint256(uint160(draw.owner)) << 96) | taken;
            charges[2 * i + 1] = terms;
        }
    }

    /// @inheritdoc IAuthorizationGate
    function verifySigned(uint128, address token, SignedLeg[] calldata signedLegs)
        external
        view
        onlyController
        returns (uint256[] memory charges, bytes memory reasons)
    {
        uint256 count = signedLegs.length;
        charges = new uint256[](2 * count);
        bytes32 domain = _domainSeparatorV4();
        uint256 known = NOBODY;
        unchecked {
            for (uint256 i; i < count; ++i) {
                SignedLeg calldata signedLeg = signedLegs[i];
                uint256 leg = signedLeg.leg;
                SkipReason reason = _judgeSigned(signedLeg, leg, token, domain, known);
                if (reason != SkipReason.None) {
                    reasons = reasons.note(count, i, uint8(reason));
                    continue;
                }
                known = leg >> 96;
                charges.set(2 * i, (uint256(uint160(signedLeg.owner)) << 96) | uint96(leg));
                charges.set(2 * i + 1, _termsOf(uint80(signedLeg.terms)));
            }
        }
    }

    /// @inheritdoc IAuthorizationGate
    function verifyStanding(uint128, address token, uint256[] calldata payers, uint256[] calldata legs)
        external
        onlyController
        returns (uint256[] memory charges, bytes memory reasons)
    {
        charges = new uint256[](2 * legs.length);
        uint256 plain = StandingSlot.REGISTERED | (token == interestToken ? StandingSlot.FOR_TKI : 0);
        uint256 known = NOBODY;
        unchecked {
            for (uint256 i; i < legs.length; ++i) {
                (SkipReason reason, uint256 charge, uint256 terms) =
                    _drawRow(payers.load(i), legs.load(i), token, plain, known);
                if (reason != SkipReason.None) {
                    reasons = reasons.note(legs.length, i, uint8(reason));
                    continue;
                }
                known = legs.load(i) >> 96;
                charges.set(2 * i, charge);
                charges.set(2 * i + 1, terms);
            }
        }
    }

    /// @inheritdoc IAuthorizationGate
    function restore(uint256 payer, uint256 amount) external onlyController {
        _standing[payer] += amount;
    }

    /// @inheritdoc IAuthorizationGate
    function setCreator(address account, bool registered) external onlyController {
        isCreator[account] = registered;
    }

    /// @dev `reason` is what is wrong with the draw or with at least one of its legs.
    function _drawOnce(Draw calldata draw, address token, bytes32 domain)
        private
        view
        returns (SkipReason reason, uint256 taken, uint256 terms)
    {
        uint256 salt = draw.salt;
        if (uint64(salt) > SpendingSlot.MAX_NONCE) return (SkipReason.Malformed, 0, 0);
        reason = _checkTerms(draw.cap, draw.validAfter, draw.validUntil, salt >> 64);
        if (reason != SkipReason.None) return (reason, 0, 0);
        if (!_signed(draw, AuthorizationHash.hash(draw, token), domain)) return (SkipReason.BadSignature, 0, 0);
        (reason, taken) = _takeAll(draw.legs, draw.creator, draw.capPerIntent, draw.cap);
        return (reason, taken, _termsOf(salt));
    }

    /// @dev Registers the authorization first, where the draw brings its signature.
    function _drawOnStanding(Draw calldata draw, address token, bytes32 domain)
        private
        returns (SkipReason reason, uint256 taken, uint256 terms)
    {
        bytes32 authorization = _hashOf(draw, token);
        uint256 key = _key(draw.owner, authorization);
        uint256 slot = _standing[key];
        if (slot == 0 && draw.standing == 0) {
            reason = _checkTerms(draw.cap, draw.validAfter, draw.validUntil, (draw.salt ^ STANDING_SALT) >> 64);
            if (reason != SkipReason.None) return (reason, 0, 0);
            if (!_signed(draw, authorization, domain)) return (SkipReason.BadSignature, 0, 0);
            slot = _registerDrawn(draw, token, authorization, key);
        }
        address scope;
        (reason, scope) = _scopeOf(slot, key, token);
        if (reason != SkipReason.None) return (reason, 0, 0);
        terms = _standingTermsOf(slot);
        (reason, taken) = _takeAll(draw.legs, scope, slot.capPerIntent(), slot.remaining());
        unchecked {
            if (reason == SkipReason.None) _standing[key] = slot - taken;
        }
    }

    function _registerDrawn(Draw calldata draw, address token, bytes32 authorization, uint256 key)
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

    /// All legs of a draw, or the reason against one of them.
    function _takeAll(uint256[] calldata legs, address scope, uint256 perIntent, uint256 cap)
        private
        view
        returns (SkipReason, uint256 taken)
    {
        unchecked {
            for (uint256 i; i < legs.length; ++i) {
                uint256 leg = legs[i];
                SkipReason reason = _judge(leg, scope, perIntent, cap - taken);
                if (reason != SkipReason.None) return (reason, 0);
                taken += uint96(leg);
            }
        }
        return (SkipReason.None, taken);
    }

    /// @dev The slow way, for a draw with something wrong. What is wrong with the draw as a whole is noted for each of
    /// its legs; otherwise they are judged one by one, so that a bad one leaves its neighbours alone.
    function _explain(Draw[] calldata draws, uint256 index, address token, SkipReason reason, bytes memory reasons)
        private
        returns (uint256 taken, bytes memory)
    {
        uint256 first;
        (first, reasons) = _roomFor(draws, index, reasons);
        Draw calldata draw = draws[index];
        if (!_isLegwise(reason)) {
            for (uint256 i; i < draw.legs.length; ++i) {
                reasons[first + i] = bytes1(uint8(reason));
            }
        } else if (draw.standing == 0 && draw.salt < STANDING_SALT) {
            taken = _takeGood(draw.legs, draw.creator, draw.capPerIntent, draw.cap, reasons, first);
        } else {
            uint256 key = _key(draw.owner, _hashOf(draw, token));
            uint256 slot = _standing[key];
            (, address scope) = _scopeOf(slot, key, token);
            taken = _takeGood(draw.legs, scope, slot.capPerIntent(), slot.remaining(), reasons, first);
            _standing[key] = slot - taken;
        }
        return (taken, reasons);
    }

    /// Where the draw's legs begin in `reasons`, which are made if this is the first to need them.
    function _roomFor(Draw[] calldata draws, uint256 index, bytes memory reasons)
        private
        pure
        returns (uint256 first, bytes memory)
    {
        uint256 count;
        for (uint256 i; i < draws.length; ++i) {
            if (i == index) first = count;
            count += draws[i].legs.length;
        }
        return (first, reasons.length == 0 ? new bytes(count) : reasons);
    }

    function _takeGood(
        uint256[] calldata legs,
        address scope,
        uint256 perIntent,
        uint256 cap,
        bytes memory reasons,
        uint256 first
    ) private view returns (uint256 taken) {
        for (uint256 i; i < legs.length; ++i) {
            SkipReason reason = _judge(legs[i], scope, perIntent, cap - taken);
            if (reason == SkipReason.None) taken += uint96(legs[i]);
            else reasons[first + i] = bytes1(uint8(reason));
        }
    }

    function _hashOf(Draw calldata draw, address token) private pure returns (bytes32) {
        return draw.standing != 0 ? draw.standing : AuthorizationHash.hash(draw, token);
    }

    function _isLegwise(SkipReason reason) private pure returns (bool) {
        return reason == SkipReason.ZeroAmount || reason == SkipReason.OverCapPerIntent || reason == SkipReason.OverCap
            || reason == SkipReason.WrongCreator || reason == SkipReason.UnknownCreator;
    }

    function _judge(uint256 leg, address scope, uint256 perIntent, uint256 left) private view returns (SkipReason) {
        uint256 amount = uint96(leg);
        address creator = address(uint160(leg >> 96));
        if (amount == 0) return SkipReason.ZeroAmount;
        if (amount > perIntent) return SkipReason.OverCapPerIntent;
        if (amount > left) return SkipReason.OverCap;
        if (scope != address(0) && scope != creator) return SkipReason.WrongCreator;
        return isCreator[creator] ? SkipReason.None : SkipReason.UnknownCreator;
    }

    function _judgeStanding(uint256 slot, uint256 key, address token, uint256 leg) private view returns (SkipReason) {
        (SkipReason reason, address scope) = _scopeOf(slot, key, token);
        return reason != SkipReason.None ? reason : _judge(leg, scope, slot.capPerIntent(), slot.remaining());
    }

    /// @param plain The flags that nearly every authorization has.
    /// @param known A creator that was looked up already.
    function _drawRow(uint256 payer, uint256 leg, address token, uint256 plain, uint256 known)
        private
        returns (SkipReason reason, uint256 charge, uint256 terms)
    {
        uint256 slot = _standing[payer];
        if (leg >> 96 != known || !_isPlain(slot, plain, uint96(leg))) {
            reason = _judgeStanding(slot, payer, token, leg);
            if (reason != SkipReason.None) return (reason, 0, 0);
        }
        unchecked {
            _standing[payer] = slot - uint96(leg);
        }
        return (SkipReason.None, ((payer >> 96) << 96) | uint96(leg), _standingTermsOf(slot));
    }

    /// What nearly every row is, in one condition; the slow way says what is amiss with the others, if anything.
    function _isPlain(uint256 slot, uint256 flags, uint256 amount) private view returns (bool) {
        unchecked {
            return slot.flags() == flags && block.timestamp <= slot.validUntil() && amount - 1 < slot.capPerIntent()
                && amount <= slot.remaining();
        }
    }

    /// @param known A creator that was looked up already.
    function _judgeSigned(SignedLeg calldata signedLeg, uint256 leg, address token, bytes32 domain, uint256 known)
        private
        view
        returns (SkipReason)
    {
        uint256 terms = signedLeg.terms;
        if (uint64(terms) > SpendingSlot.MAX_NONCE || terms >> 216 != 0) return SkipReason.Malformed;
        if (block.timestamp < uint64(terms >> 80)) return SkipReason.NotYetValid;
        if (block.timestamp > uint64(terms >> 144)) return SkipReason.Expired;
        bytes32 digest = MessageHashUtils.toTypedDataHash(domain, AuthorizationHash.hash(signedLeg, token));
        if (!Signatures.isOfKey(signedLeg.owner, digest, uint8(terms >> 208), signedLeg.r, signedLeg.s)) {
            return SkipReason.BadSignature;
        }
        if (uint96(leg) == 0) return SkipReason.ZeroAmount;
        if (leg >> 96 == known) return SkipReason.None;
        return isCreator[address(uint160(leg >> 96))] ? SkipReason.None : SkipReason.UnknownCreator;
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

    /// Whether a standing authorization may be drawn on at all, and the one creator it is for, if so.
    function _scopeOf(uint256 slot, uint256 key, address token) private view returns (SkipReason, address scope) {
        if (slot & StandingSlot.REVOKED != 0) return (SkipReason.Revoked, scope);
        if (slot == 0 || (slot & StandingSlot.FOR_TKI != 0) != (token == interestToken)) {
            return (SkipReason.UnknownAuthorization, scope);
        }
        if (block.timestamp > slot.validUntil()) return (SkipReason.Expired, scope);
        if (slot & StandingSlot.NARROWED != 0) {
            uint256 narrowing = _narrowing[key];
            if (block.timestamp < uint64(narrowing)) return (SkipReason.NotYetValid, scope);
            scope = address(uint160(narrowing >> 64));
        }
        return (SkipReason.None, scope);
    }

    /// Of a one-time authorization's salt, as the ledger wants them.
    function _termsOf(uint256 salt) private pure returns (uint256) {
        return ((salt >> 64) << 24) | uint64(salt);
    }

    function _standingTermsOf(uint256 slot) private pure returns (uint256) {
        return (1 << 40) | (slot.generation() << 24);
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
        uint256 key = _key(a.owner, authorization);
        uint256 slot = _standing[key];
        if (slot & StandingSlot.REVOKED != 0) revert AuthorizationIsRevoked(authorization);
        if (slot != 0) revert AlreadyRegistered(authorization);
        if (!Signatures.isValid(a.owner, _hashTypedDataV4(authorization), signature)) revert InvalidSignature(a.owner);
        _store(a, authorization, key);
        if (a.token == interestToken) ledger.prime(a.owner);
    }

    function _store(Authorization memory a, bytes32 authorization, uint256 key) private returns (uint256 slot) {
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
            uint256 key = _key(a.owner, authorization);
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

    function _key(address owner, bytes32 authorization) private pure returns (uint256) {
        return (uint256(uint160(owner)) << 96) | uint96(uint256(authorization));
    }
}
