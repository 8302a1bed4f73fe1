package dev.ovation.core.withdrawal;

import dev.ovation.core.value.Bytes32;

/**
 * Names a withdrawal on the chain and off: keccak256 of owner, the owner's running number and the destination's hash,
 * so that the creator's signature binds all three.
 */
public record WithdrawalId(Bytes32 value) {

    /**
     * @throws IllegalArgumentException if the text is no 32-byte word
     */
    public static WithdrawalId of(String hex) {
        return new WithdrawalId(Bytes32.of(hex));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
