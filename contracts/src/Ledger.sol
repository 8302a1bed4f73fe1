// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

import {AccountSlot} from "./libraries/AccountSlot.sol";
import {SpendingSlot} from "./libraries/SpendingSlot.sol";
import {Words} from "./libraries/Words.sol";
import {ILedger} from "./interfaces/ILedger.sol";
import {ITK} from "./interfaces/ITK.sol";
import {SkipReason} from "./interfaces/OvationTypes.sol";
import "./interfaces/OvationErrors.sol";

/// @notice Both tokens' books. TK balances, the interest they earn and the TKI that was spent, in two slots an account.
/// @dev Each operation reads the index once, checkpoints every account that it changes, and writes. Interest is never
/// moved by a transfer of TK: the checkpoint credits it to whoever held the TK while it was earned.
abstract contract Ledger is ERC20Permit, ITK, ILedger {
    using AccountSlot for uint256;
    using SpendingSlot for uint256;
    using Words for uint256[];
    using Words for bytes;

    /// 10 % a month.
    uint256 public constant MAX_RATE_BPS = 1000;
    /// Wei of TK.
    uint256 public constant MAX_SUPPLY = AccountSlot.MAX_BALANCE;

    address public immutable controller;
    address public immutable interestToken;
    address public immutable validator;

    /// What all accounts share, in one slot.
    struct Global {
        uint40 index; // at updatedAt
        uint40 updatedAt; // when the rate last changed
        uint16 rateBps;
        bool paused;
        uint88 supply;
    }

    /// Of all accounts but escrow together; as AccountSlot, for the sum.
    struct Total {
        uint128 earned;
        uint40 index;
        uint88 earning;
    }

    /// Wei of TKI in escrow, and paid out.
    struct Interest {
        uint128 escrowed;
        uint128 burned;
    }

    Global internal _global;
    Total internal _total;
    Interest internal _interest;
    mapping(address account => uint256) internal _accounts;
    mapping(address account => uint256) internal _spending;

    modifier onlyController() {
        if (msg.sender != controller) revert OnlyController(msg.sender);
        _;
    }

    modifier onlyInterestToken() {
        if (msg.sender != interestToken) revert OnlyInterestToken(msg.sender);
        _;
    }

    modifier onlyValidator() {
        if (msg.sender != validator) revert OnlyValidator(msg.sender);
        _;
    }

    constructor(address controller_, address interestToken_, address validator_, uint256 rateBps_) {
        if (rateBps_ > MAX_RATE_BPS) revert RateTooHigh(rateBps_);
        controller = controller_;
        interestToken = interestToken_;
        validator = validator_;
        _global.updatedAt = uint40(block.timestamp);
        _global.rateBps = uint16(rateBps_);
        emit RateChanged(rateBps_, 0);
    }

    // ---- index ----

    /// @inheritdoc ITK
    function currentIndex() external view returns (uint256) {
        return _indexNow(_global);
    }

    /// @inheritdoc ITK
    function rateBps() external view returns (uint256) {
        return _global.rateBps;
    }

    /// @inheritdoc ILedger
    function setRate(uint256 rateBps_) external onlyController {
        if (rateBps_ > MAX_RATE_BPS) revert RateTooHigh(rateBps_);
        Global memory global = _global;
        uint256 index = _indexNow(global);
        global.index = uint40(index);
        global.updatedAt = uint40(block.timestamp);
        global.rateBps = uint16(rateBps_);
        _global = global;
        emit RateChanged(rateBps_, index);
    }

    function _indexNow(Global memory global) internal view returns (uint256) {
        unchecked {
            uint256 index = global.index + uint256(global.rateBps) * (block.timestamp - global.updatedAt);
            return index > AccountSlot.MAX_INDEX ? AccountSlot.MAX_INDEX : index;
        }
    }

    // ---- pause ----

    /// @inheritdoc ILedger
    function setPaused(bool paused_) external onlyController {
        _global.paused = paused_;
    }

    /// @inheritdoc ILedger
    function paused() external view returns (bool) {
        return _global.paused;
    }

    // ---- ERC-20 of TK ----

    function totalSupply() public view override(ERC20) returns (uint256) {
        return _global.supply;
    }

    function balanceOf(address account) public view override(ERC20) returns (uint256) {
        return _accounts[account].balance();
    }

    /// @inheritdoc ITK
    function accountOf(address account) external view returns (Account memory) {
        uint256 slot = _accounts[account];
        return Account(slot.balance(), slot.index(), slot.earned(), _spending[account].spent());
    }

    /// How much TK may still be minted.
    function mintable() external view returns (uint256) {
        return MAX_SUPPLY - _global.supply;
    }

    /// @dev Every transfer of TK between holders, and mints and burns of the treasury.
    function _update(address from, address to, uint256 value) internal override(ERC20) {
        Global memory global = _global;
        if (global.paused) revert EnforcedLedgerPause();
        uint256 index = _indexNow(global);
        if (from == address(0)) {
            if (to == controller) revert TransferToEscrow();
            _grow(global, index, value);
            _openSpending(to);
            _credit(to, value, index);
        } else if (to == address(0)) {
            _debit(from, value, index);
            _shrink(global, index, value);
        } else if (to == controller) {
            _takeExpected(address(this), from, value);
            _debit(from, value, index);
            _toEscrow(index, value);
        } else {
            _debit(from, value, index);
            _credit(to, value, index);
        }
        emit Transfer(from, to, value);
    }

    /// @inheritdoc ILedger
    function mint(address to, uint256 amount) external onlyController {
        _mint(to, amount);
    }

    /// @inheritdoc ILedger
    function burn(address from, uint256 amount) external onlyController {
        _burn(from, amount);
    }

    /// @inheritdoc ILedger
    function open(address account) external onlyController {
        if (_accounts[account] == 0) _accounts[account] = AccountSlot.pack(0, _indexNow(_global), 0);
    }

    // ---- gifts: TK in escrow ----

    /// @inheritdoc ILedger
    function collect(uint256[] calldata charges) external onlyController returns (uint256 taken, bytes memory reasons) {
        uint256 index = _indexNow(_global);
        uint256 count = charges.length / 2;
        unchecked {
            for (uint256 i; i < count; ++i) {
                uint256 charge = charges.load(2 * i);
                uint256 amount = uint96(charge);
                if (amount == 0) continue;
                address owner = address(uint160(charge >> 96));
                uint256 terms = charges.load(2 * i + 1);
                (SkipReason reason, uint256 spending) = _authorize(_spending[owner], terms);
                uint256 slot = _accounts[owner];
                if (reason == SkipReason.None && slot.balance() < amount) reason = SkipReason.InsufficientBalance;
                if (reason != SkipReason.None) {
                    reasons = reasons.note(count, i, uint8(reason));
                    continue;
                }
                _accounts[owner] = AccountSlot.pack(slot.balance() - amount, index, slot.earnedAt(index));
                if (terms >> 40 == 0) _spending[owner] = spending;
                taken += amount;
                emit Transfer(owner, msg.sender, amount);
            }
        }
        if (taken != 0) _toEscrow(index, taken);
    }

    /// @inheritdoc ILedger
    function payGifts(uint256[] calldata payments) external onlyController {
        _fromEscrow(payments);
    }

    /// @inheritdoc ILedger
    function release(uint256[] calldata releases) external onlyController {
        _fromEscrow(releases);
    }

    /// @inheritdoc ILedger
    function payClaps(uint256[] calldata payments) external onlyController {
        Global memory global = _global;
        uint256 index = _indexNow(global);
        uint256 total;
        for (uint256 i; i < payments.length; ++i) {
            (address to, uint256 amount) = _split(payments[i]);
            total += amount;
            _credit(to, amount, index);
            emit Transfer(address(0), to, amount);
        }
        _grow(global, index, total);
    }

    // ---- claps: TKI, through its own contract ----

    /// @inheritdoc ILedger
    function interestOf(address account) external view returns (uint256) {
        if (account == controller) return _interest.escrowed;
        return _interestOf(_accounts[account], _spending[account].spent(), _indexNow(_global));
    }

    /// All interest earned and bonuses, less what was burned: at least the sum of all balances.
    function interestSupply() external view returns (uint256) {
        return _earnedByAll(_indexNow(_global)) / AccountSlot.UNIT - _interest.burned;
    }

    /// @inheritdoc ILedger
    function collectInterest(uint256[] calldata charges)
        external
        onlyInterestToken
        returns (uint256 taken, bytes memory reasons)
    {
        uint256 index = _indexNow(_global);
        uint256 count = charges.length / 2;
        unchecked {
            for (uint256 i; i < count; ++i) {
                uint256 charge = charges.load(2 * i);
                uint256 amount = uint96(charge);
                if (amount == 0) continue;
                address owner = address(uint160(charge >> 96));
                (SkipReason reason, uint256 spending) = _authorize(_spending[owner], charges.load(2 * i + 1));
                if (reason == SkipReason.None) {
                    uint256 headroom = spending.headroom();
                    uint256 spent = spending.spent();
                    if (headroom < amount) headroom = _interestOf(_accounts[owner], spent, index);
                    if (headroom >= amount) {
                        _spending[owner] = spending.withMoney(spent + amount, headroom - amount);
                        taken += amount;
                        continue;
                    }
                    reason = SkipReason.InsufficientBalance;
                }
                reasons = reasons.note(count, i, uint8(reason));
            }
        }
        if (taken != 0) _interest.escrowed += uint128(taken);
    }

    /// @inheritdoc ILedger
    function releaseInterest(uint256[] calldata releases) external onlyInterestToken {
        uint256 total;
        for (uint256 i; i < releases.length; ++i) {
            (address owner, uint256 amount) = _split(releases[i]);
            uint256 spending = _spending[owner];
            _spending[owner] = spending.withMoney(spending.spent() - amount, spending.headroom() + amount);
            total += amount;
        }
        _interest.escrowed -= uint128(total);
    }

    /// @inheritdoc ILedger
    function burnInterest(uint256 amount) external onlyInterestToken {
        Interest memory interest = _interest;
        interest.escrowed -= uint128(amount);
        interest.burned += uint128(amount);
        _interest = interest;
    }

    /// @inheritdoc ILedger
    function mintInterest(address to, uint256 amount) external onlyInterestToken {
        uint256 index = _indexNow(_global);
        uint256 units = amount * AccountSlot.UNIT;
        uint256 earnedByAll = _earnedByAll(index) + units;
        if (earnedByAll >> 127 != 0) revert BonusCapExceeded();
        _total.earned = uint128(earnedByAll);
        _total.index = uint40(index);
        uint256 slot = _accounts[to];
        _accounts[to] = AccountSlot.pack(slot.balance(), index, slot.earnedAt(index) + units);
    }

    /// @inheritdoc ILedger
    function moveInterest(address from, address to, uint256 amount) external onlyInterestToken {
        Global memory global = _global;
        if (global.paused) revert EnforcedLedgerPause();
        uint256 index = _indexNow(global);
        uint256 slot = _accounts[from];
        uint256 spending = _spending[from];
        uint256 available = _interestOf(slot, spending.spent(), index);
        if (available < amount) revert ERC20InsufficientBalance(from, available, amount);
        if (to == controller) {
            _takeExpected(msg.sender, from, amount);
            _spending[from] = spending.withMoney(spending.spent() + amount, available - amount);
            _interest.escrowed += uint128(amount);
            return;
        }
        uint256 units = amount * AccountSlot.UNIT;
        _accounts[from] = AccountSlot.pack(slot.balance(), index, slot.earnedAt(index) - units);
        _spending[from] = spending.withMoney(spending.spent(), available - amount);
        slot = _accounts[to];
        _accounts[to] = AccountSlot.pack(slot.balance(), index, slot.earnedAt(index) + units);
    }

    /// @inheritdoc ILedger
    function accrue(address account) external onlyInterestToken returns (uint256 earned, uint256 index) {
        index = _indexNow(_global);
        uint256 slot = _accounts[account];
        if (slot == 0 || account == controller) return (0, index);
        earned = slot.earnedAt(index);
        _accounts[account] = AccountSlot.pack(slot.balance(), index, earned);
        _refreshHeadroom(account, slot, index);
    }

    // ---- authorizations, through the validator ----

    /// @inheritdoc ILedger
    function raiseGeneration(address owner) external onlyValidator returns (uint256 generation) {
        uint256 spending = _spending[owner];
        if (spending.generation() == SpendingSlot.MAX_GENERATION) revert GenerationsExhausted(owner);
        spending = spending.withNextGeneration();
        _spending[owner] = spending;
        return spending.generation();
    }

    /// @inheritdoc ILedger
    function useNonce(address owner, uint256 nonce) external onlyValidator {
        uint256 spending = _spending[owner];
        spending = spending.useNonce(nonce);
        if (spending == 0) revert NonceAlreadyUsed(owner, nonce);
        _spending[owner] = spending;
    }

    /// Looks up the balance once, so that the claps to come need not.
    function prime(address owner) external onlyValidator {
        _refreshHeadroom(owner, _accounts[owner], _indexNow(_global));
    }

    /// @inheritdoc ILedger
    function noncesOf(address owner)
        external
        view
        returns (uint256 generation, uint256 nonceBase, uint256 nonceWindow)
    {
        uint256 spending = _spending[owner];
        return (spending.generation(), spending.nonceBase(), spending.nonceWindow());
    }

    // ---- funding by delegation (ERC-7710) ----

    /// @inheritdoc ILedger
    function expectFunding(address token, address from, uint256 amount) external onlyController {
        bytes32 slot = _fundingSlot(token, from);
        assembly ("memory-safe") {
            tstore(slot, amount)
        }
    }

    /// @inheritdoc ILedger
    function fundingOutstanding(address token, address from) public view returns (uint256 amount) {
        bytes32 slot = _fundingSlot(token, from);
        assembly ("memory-safe") {
            amount := tload(slot)
        }
    }

    function _takeExpected(address token, address from, uint256 amount) private {
        if (amount == 0 || fundingOutstanding(token, from) != amount) revert TransferToEscrow();
        bytes32 slot = _fundingSlot(token, from);
        assembly ("memory-safe") {
            tstore(slot, 0)
        }
    }

    function _fundingSlot(address token, address from) private pure returns (bytes32) {
        return keccak256(abi.encode("ovation.funding", token, from));
    }

    // ---- books ----

    function _split(uint256 word) private pure returns (address account, uint256 amount) {
        return (address(uint160(word >> 96)), uint96(word));
    }

    /// @dev Judges `terms` against the owner's generation and nonces, and uses the nonce up in the slot returned.
    function _authorize(uint256 spending, uint256 terms) private pure returns (SkipReason, uint256) {
        if (uint16(terms >> 24) != spending.generation()) return (SkipReason.Revoked, spending);
        if (terms >> 40 != 0) return (SkipReason.None, spending);
        spending = spending.useNonce(uint24(terms));
        return (spending == 0 ? SkipReason.NonceUsed : SkipReason.None, spending);
    }

    function _interestOf(uint256 slot, uint256 spent, uint256 index) private pure returns (uint256) {
        unchecked {
            return slot.earnedAt(index) / AccountSlot.UNIT - spent;
        }
    }

    function _refreshHeadroom(address account, uint256 slot, uint256 index) private {
        uint256 spending = _spending[account];
        uint256 spent = spending.spent();
        _spending[account] = spending.withMoney(spent, _interestOf(slot, spent, index)) | SpendingSlot.OPENED;
    }

    function _openSpending(address account) private {
        if (_accounts[account] == 0 && _spending[account] == 0) _spending[account] = SpendingSlot.OPENED;
    }

    function _credit(address account, uint256 amount, uint256 index) private {
        uint256 slot = _accounts[account];
        unchecked {
            _accounts[account] = AccountSlot.pack(slot.balance() + amount, index, slot.earnedAt(index));
        }
    }

    function _debit(address account, uint256 amount, uint256 index) private {
        uint256 slot = _accounts[account];
        uint256 balance = slot.balance();
        if (balance < amount) revert ERC20InsufficientBalance(account, balance, amount);
        unchecked {
            _accounts[account] = AccountSlot.pack(balance - amount, index, slot.earnedAt(index));
        }
    }

    function _grow(Global memory global, uint256 index, uint256 amount) private {
        uint256 room = MAX_SUPPLY - global.supply;
        if (amount > room) revert SupplyCapExceeded(amount, room);
        unchecked {
            _global.supply = uint88(global.supply + amount);
            _setEarning(index, _total.earning + amount);
        }
    }

    function _shrink(Global memory global, uint256 index, uint256 amount) private {
        unchecked {
            _global.supply = uint88(global.supply - amount);
            _setEarning(index, _total.earning - amount);
        }
    }

    /// @dev Escrow's own slot holds a balance and nothing else: it earns nothing.
    function _toEscrow(uint256 index, uint256 amount) private {
        unchecked {
            _accounts[controller] = AccountSlot.pack(_accounts[controller].balance() + amount, 0, 0);
            _setEarning(index, _total.earning - amount);
        }
    }

    function _fromEscrow(uint256[] calldata words) private {
        uint256 index = _indexNow(_global);
        uint256 total;
        for (uint256 i; i < words.length; ++i) {
            (address to, uint256 amount) = _split(words[i]);
            total += amount;
            _credit(to, amount, index);
            emit Transfer(msg.sender, to, amount);
        }
        _accounts[msg.sender] = AccountSlot.pack(_accounts[msg.sender].balance() - total, 0, 0);
        unchecked {
            _setEarning(index, _total.earning + total);
        }
    }

    function _earnedByAll(uint256 index) private view returns (uint256) {
        Total memory total = _total;
        unchecked {
            return total.earned + uint256(total.earning) * (index - total.index);
        }
    }

    function _setEarning(uint256 index, uint256 earning) private {
        _total = Total(uint128(_earnedByAll(index)), uint40(index), uint88(earning));
    }
}
