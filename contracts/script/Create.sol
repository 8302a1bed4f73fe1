// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

library Create {
    /// @dev The address of what `deployer` creates with `nonce`: keccak256(rlp([deployer, nonce])).
    function addressOf(address deployer, uint256 nonce) internal pure returns (address) {
        bytes memory rlp;
        if (nonce == 0) rlp = abi.encodePacked(bytes2(0xd694), deployer, bytes1(0x80));
        else if (nonce < 0x80) rlp = abi.encodePacked(bytes2(0xd694), deployer, uint8(nonce));
        else if (nonce <= 0xff) rlp = abi.encodePacked(bytes2(0xd794), deployer, bytes1(0x81), uint8(nonce));
        else if (nonce <= 0xffff) rlp = abi.encodePacked(bytes2(0xd894), deployer, bytes1(0x82), uint16(nonce));
        else rlp = abi.encodePacked(bytes2(0xd994), deployer, bytes1(0x83), uint24(nonce));
        return address(uint160(uint256(keccak256(rlp))));
    }
}
