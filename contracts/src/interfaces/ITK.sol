// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// TK besides ERC-20 and ERC-2612: the ledger of both tokens, one packed slot of balance, index and earned interest
/// per account.
interface ITK {
    /// From now on interest is `rateBps` monthly basis points; `index` is where it stands.
    event RateChanged(uint256 rateBps, uint256 index);

    /// Sum of rate x time since deployment, in basis points per 30 days x seconds; computed, never stale.
    function currentIndex() external view returns (uint256);
    /// Monthly basis points, at most 1000.
    function rateBps() external view returns (uint256);

    /// An account as the ledger keeps it.
    struct Account {
        /// Wei of TK.
        uint256 balance;
        /// Index at the last checkpoint.
        uint256 index;
        /// Interest up to that checkpoint, in wei of TKI x 259,200,000: nothing is ever rounded away.
        uint256 earned;
        /// Wei of TKI spent or in escrow.
        uint256 spent;
    }

    /// What the account would hold at any index follows from it: floor((earned + balance x (index' - index)) / 259,200,000)
    /// - spent wei of TKI. Of the controller, only `balance` means something.
    function accountOf(address account) external view returns (Account memory);
}
