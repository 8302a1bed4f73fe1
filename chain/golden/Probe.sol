// SPDX-License-Identifier: UNLICENSED
pragma solidity ^0.8.37;

/// A contract for tests: it counts, emits, reverts in every way, and hashes an order as EIP-712 does.
contract Probe {
    struct Line {
        address creator;
        uint96 amount;
    }

    struct Order {
        address owner;
        uint256 cap;
        uint64 validUntil;
        bytes32 salt;
        bool standing;
        string memo;
        bytes extra;
        Line first;
        Line[] lines;
    }

    event Counted(address indexed caller, uint256 indexed step, uint256 total, string memo);

    error TooLarge(address caller, uint256 asked, uint256 allowed);

    bytes32 private constant LINE_TYPE = keccak256("Line(address creator,uint96 amount)");
    bytes32 private constant ORDER_TYPE = keccak256(
        "Order(address owner,uint256 cap,uint64 validUntil,bytes32 salt,bool standing,string memo,bytes extra,Line first,Line[] lines)Line(address creator,uint96 amount)"
    );

    uint256 public total;
    mapping(bytes32 id => uint256 times) public seen;

    function count(uint256 step, string calldata memo) external payable returns (uint256) {
        if (step > 1000) revert TooLarge(msg.sender, step, 1000);
        total += step;
        emit Counted(msg.sender, step, total, memo);
        return total;
    }

    /// Counts how often an id was executed, so that a test sees a transaction that ran twice.
    function mark(bytes32 id) external {
        seen[id]++;
    }

    function failWithText(string calldata text) external pure {
        revert(text);
    }

    function failWithPanic(uint256 divisor) external pure returns (uint256) {
        return 1 / divisor;
    }

    function hashOrder(Order calldata order) external pure returns (bytes32) {
        bytes32[] memory lines = new bytes32[](order.lines.length);
        for (uint256 i; i < order.lines.length; i++) lines[i] = hashLine(order.lines[i]);
        return keccak256(
            abi.encode(
                ORDER_TYPE,
                order.owner,
                order.cap,
                order.validUntil,
                order.salt,
                order.standing,
                keccak256(bytes(order.memo)),
                keccak256(order.extra),
                hashLine(order.first),
                keccak256(abi.encodePacked(lines))
            )
        );
    }

    function hashLine(Line calldata line) private pure returns (bytes32) {
        return keccak256(abi.encode(LINE_TYPE, line.creator, line.amount));
    }

    function recover(bytes32 hash, uint8 v, bytes32 r, bytes32 s) external pure returns (address) {
        return ecrecover(hash, v, r, s);
    }
}
