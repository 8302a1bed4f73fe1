// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

import {Ledger} from "./Ledger.sol";

/// @title TK, the stable token
/// @notice One TK stands for one unit of fiat. It is minted when a payment settles and burned at a withdrawal, by the
/// RevenueController alone. Whoever holds TK earns TKI on it, second by second, without doing anything.
/// @dev ERC-20 and ERC-2612; the books of both tokens are in Ledger.
contract TK is Ledger {
    constructor(address controller_, address interestToken_, address validator_, uint256 rateBps_)
        ERC20("Ovation TK", "TK")
        ERC20Permit("Ovation TK")
        Ledger(controller_, interestToken_, validator_, rateBps_)
    {}
}
