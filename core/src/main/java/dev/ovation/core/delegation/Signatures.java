package dev.ovation.core.delegation;

import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;

/**
 * Hashes and verifies what wallets sign, in the domain of the deployed contracts. Plain accounts are verified locally;
 * only where that fails and the owner has code is the chain asked (ERC-1271, EIP-7702). Safe to share between threads.
 */
public interface Signatures {

    /**
     * The EIP-712 struct hash, which names the authorization. It is what takes most of the time of hashing: compute it
     * once and hand it on in a {@link SignedAuthorization}.
     */
    Bytes32 hashOf(Authorization terms);

    /**
     * Whether the owner signed the terms. Malleable (high-s) and compact signatures are refused.
     *
     * @param authorization whose hash is {@link #hashOf} its terms; it is not computed again
     */
    boolean signed(SignedAuthorization authorization);

    /**
     * Whether the owner's own key signed the terms, rather than a smart wallet's code accepting them. Never asks the
     * chain, and costs next to nothing after {@link #signed}.
     */
    boolean signedByKey(SignedAuthorization authorization);

    /** Whether the owner signed {@code Withdrawal(address owner,uint256 amount,bytes32 withdrawalId)}. */
    boolean signedWithdrawal(Address owner, Wei amount, Bytes32 withdrawalId, byte[] signature);

    /** Whether the wallet signed a text (EIP-191 personal message). */
    boolean signedText(Address wallet, String text, byte[] signature);

    /** Whether the owner signed {@code Revocation(address owner,bytes32 authorization)}. */
    boolean signedRevocation(Address owner, Bytes32 authorization, byte[] signature);

    /** Whether the owner signed {@code RevocationOfAll(address owner,uint256 generation)}. */
    boolean signedRevocationOfAll(Address owner, long generation, byte[] signature);

    /** keccak256 of the bytes. */
    Bytes32 keccak(byte[] bytes);
}
