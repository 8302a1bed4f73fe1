package dev.ovation.core.delegation;

import dev.ovation.core.value.Bytes32;
import java.util.Arrays;

/**
 * Terms, their EIP-712 struct hash and the owner's signature.
 *
 * @param hash names the authorization on-chain and off
 * @param signature 65 bytes of an EOA, or what the owner's smart wallet understands
 */
public record SignedAuthorization(Authorization terms, Bytes32 hash, byte[] signature) {

    @Override
    public boolean equals(Object other) {
        return other instanceof SignedAuthorization s
                && terms.equals(s.terms)
                && hash.equals(s.hash)
                && Arrays.equals(signature, s.signature);
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }

    @Override
    public String toString() {
        return "SignedAuthorization[" + hash + "]";
    }
}
