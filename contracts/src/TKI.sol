// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

import {Words} from "./libraries/Words.sol";
import {IInterestEscrow} from "./interfaces/IEscrowToken.sol";
import {ILedger} from "./interfaces/ILedger.sol";
import {ITK} from "./interfaces/ITK.sol";
import {ITKI} from "./interfaces/ITKI.sol";
import "./interfaces/OvationErrors.sol";

/// @title TKI, the interest token
/// @notice What TK earns, and what claps are paid with. 100 TK held for 30 days at 2 % earn 200 TKI; 100 TKI of a
/// creator become 1 TK at payout. A balance is exact at every moment, earned interest included, with no transaction.
/// Warning: interest arrives without Transfer events, as in every interest-bearing token; the index and the account's
/// last checkpoint (`ITK.accountOf`) tell it to the wei.
/// @dev An ERC-20 face: the books are TK's ledger.
contract TKI is ERC20, ITKI, IInterestEscrow {
    using Words for uint256[];

    /// `earned` undivided, see `ITK.Account`, up to `index`.
    event Accrued(address indexed account, uint256 earned, uint256 index);

    ILedger public immutable ledger;
    address public immutable controller;

    modifier onlyController() {
        if (msg.sender != controller) revert OnlyController(msg.sender);
        _;
    }

    constructor(ILedger ledger_, address controller_) ERC20("Ovation TKI", "TKI") {
        ledger = ledger_;
        controller = controller_;
    }

    // ---- views ----

    function balanceOf(address account) public view override returns (uint256) {
        return ledger.interestOf(account);
    }

    /// Never below the sum of all balances, and above it by less than a wei per holder.
    function totalSupply() public view override returns (uint256) {
        return ledger.interestSupply();
    }

    /// @inheritdoc ITKI
    function currentIndex() external view returns (uint256) {
        return ITK(address(ledger)).currentIndex();
    }

    // ---- interest ----

    /// @inheritdoc ITKI
    function accrueFor(address account) external {
        _accrue(account);
    }

    /// @inheritdoc ITKI
    function accrueMany(address[] calldata accounts) external {
        for (uint256 i; i < accounts.length; ++i) {
            _accrue(accounts[i]);
        }
    }

    function _accrue(address account) private {
        (uint256 earned, uint256 index) = ledger.accrue(account);
        emit Accrued(account, earned, index);
    }

    // ---- transfers ----

    function _update(address from, address to, uint256 value) internal override {
        ledger.moveInterest(from, to, value);
        emit Transfer(from, to, value);
    }

    // ---- escrow, by the controller ----

    function collect(uint256[] calldata charges) external onlyController returns (uint256 taken, bytes memory reasons) {
        (taken, reasons) = ledger.collectInterest(charges);
        unchecked {
            uint256 count = charges.length / 2;
            for (uint256 i; i < count; ++i) {
                uint256 charge = charges.load(2 * i);
                if (uint96(charge) == 0 || (reasons.length != 0 && reasons[i] != 0)) continue;
                emit Transfer(address(uint160(charge >> 96)), msg.sender, uint96(charge));
            }
        }
    }

    /// Works while paused.
    function release(uint256[] calldata releases) external onlyController {
        ledger.releaseInterest(releases);
        for (uint256 i; i < releases.length; ++i) {
            emit Transfer(msg.sender, address(uint160(releases[i] >> 96)), uint96(releases[i]));
        }
    }

    function burnEscrow(uint256 amount) external onlyController {
        ledger.burnInterest(amount);
        emit Transfer(msg.sender, address(0), amount);
    }

    function mintBonus(address to, uint256 amount) external onlyController {
        ledger.mintInterest(to, amount);
        emit Transfer(address(0), to, amount);
    }
}
