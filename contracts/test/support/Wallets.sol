// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice An honest ERC-1271 wallet of one key, which can also be an EIP-7702 account's code.
contract KeyWallet {
    address private immutable key;

    constructor(address key_) {
        key = key_;
    }

    function isValidSignature(bytes32 digest, bytes calldata signature) external view returns (bytes4) {
        if (signature.length != 66 || signature[0] != 0x77) return 0xffffffff;
        bytes32 r = bytes32(signature[1:33]);
        bytes32 s = bytes32(signature[33:65]);
        return ecrecover(digest, uint8(signature[65]), r, s) == key ? bytes4(0x1626ba7e) : bytes4(0xffffffff);
    }
}

/// @notice A wallet that misbehaves in one of many ways when asked for a signature.
contract PoisonedWallet {
    enum Way {
        Reverts,
        BurnsGas,
        ReturnsNothing,
        ReturnsShort,
        ReturnsHuge,
        SaysNo,
        ReturnsDirtyMagic,
        ReEnters
    }

    Way private immutable way;
    address private immutable target;

    constructor(Way way_, address target_) {
        way = way_;
        target = target_;
    }

    fallback() external {
        if (way == Way.Reverts) revert("poison");
        if (way == Way.BurnsGas) while (true) {}
        if (way == Way.ReturnsNothing) return;
        if (way == Way.SaysNo) _answer(bytes32(0), 32);
        if (way == Way.ReturnsShort) _answer(bytes32(bytes4(0x1626ba7e)), 4);
        if (way == Way.ReturnsDirtyMagic) _answer(bytes32(bytes4(0x1626ba7e)) | bytes32(uint256(1)), 32);
        if (way == Way.ReturnsHuge) _answer(bytes32(0), 100_000);
        // Under a staticcall the write fails, and with it this call.
        (bool done,) = target.call(abi.encodeWithSignature("revokeAll()"));
        require(done, "could not write");
        _answer(bytes32(bytes4(0x1626ba7e)), 32);
    }

    function _answer(bytes32 word, uint256 size) private pure {
        assembly {
            mstore(0, word)
            return(0, size)
        }
    }
}
