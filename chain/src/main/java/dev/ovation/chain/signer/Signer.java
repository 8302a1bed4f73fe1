package dev.ovation.chain.signer;

import dev.ovation.chain.crypto.Signature;
import dev.ovation.core.value.Address;

/**
 * Signs for one account. Safe to share between threads; may block for a network round trip, so it belongs on a virtual
 * thread.
 */
public interface Signer {

    Address address();

    /**
     * Signs the Keccak-256 of the bytes: those of an unsigned transaction, or the 66 bytes of an EIP-712 message. The
     * bytes and not their hash are handed over because remote signers insist on hashing themselves.
     *
     * @throws SigningFailed if there is no signature; nothing has been signed that anyone could use
     */
    Signature sign(byte[] preimage);
}
