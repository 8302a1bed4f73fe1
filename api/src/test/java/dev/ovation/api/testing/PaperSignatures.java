package dev.ovation.api.testing;

import dev.ovation.chain.crypto.InvalidSignature;
import dev.ovation.chain.crypto.Keccak256;
import dev.ovation.chain.crypto.PersonalMessage;
import dev.ovation.chain.crypto.Secp256k1;
import dev.ovation.chain.crypto.Signature;
import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.delegation.Signatures;
import dev.ovation.core.delegation.SignedAuthorization;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import dev.ovation.runtime.onchain.TypedData;

/** Signatures of plain accounts, with the real hashes and the real curve. */
final class PaperSignatures implements Signatures {

    private final TypedData typedData;

    PaperSignatures(TypedData typedData) {
        this.typedData = typedData;
    }

    @Override
    public Bytes32 hashOf(Authorization terms) {
        return typedData.hashOf(terms);
    }

    @Override
    public boolean signed(SignedAuthorization authorization) {
        Authorization terms = authorization.terms();
        return by(terms.owner(), typedData.authorizationDigest(terms), authorization.signature());
    }

    @Override
    public boolean signedByKey(SignedAuthorization authorization) {
        return signed(authorization);
    }

    @Override
    public boolean signedWithdrawal(Address owner, Wei amount, Bytes32 withdrawalId, byte[] signature) {
        return by(owner, typedData.withdrawalDigest(owner, amount, withdrawalId), signature);
    }

    @Override
    public boolean signedText(Address wallet, String text, byte[] signature) {
        return by(wallet, PersonalMessage.hash(text), signature);
    }

    @Override
    public boolean signedRevocation(Address owner, Bytes32 authorization, byte[] signature) {
        return by(owner, typedData.revocationDigest(owner, authorization), signature);
    }

    @Override
    public boolean signedRevocationOfAll(Address owner, long generation, byte[] signature) {
        return by(owner, typedData.revocationOfAllDigest(owner, generation), signature);
    }

    @Override
    public Bytes32 keccak(byte[] bytes) {
        return Keccak256.hash(bytes);
    }

    private static boolean by(Address signer, Bytes32 digest, byte[] signature) {
        try {
            return Secp256k1.best().recover(digest, Signature.of(signature)).equals(signer);
        } catch (InvalidSignature e) {
            return false;
        }
    }
}
