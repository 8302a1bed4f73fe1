// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// TKI besides ERC-20. `balanceOf` is exact at every moment, earned interest included.
interface ITKI {
    /// As `ITK.currentIndex`.
    function currentIndex() external view returns (uint256);
    /// Materialises what `account` has earned. Anyone may call; idempotent.
    function accrueFor(address account) external;
    /// As `accrueFor` for each; accounts without a history, and escrow, are passed over.
    function accrueMany(address[] calldata accounts) external;
}
