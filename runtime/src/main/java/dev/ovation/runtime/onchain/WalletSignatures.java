package dev.ovation.runtime.onchain;

import dev.ovation.chain.Bytes;
import dev.ovation.chain.abi.AbiFunction;
import dev.ovation.chain.crypto.Keccak256;
import dev.ovation.chain.crypto.PersonalMessage;
import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.delegation.Signatures;
import dev.ovation.core.delegation.SignedAuthorization;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import java.util.Arrays;
import java.util.Optional;

/**
 * Verifies as the contracts do: recovery first, so that a plain account and one that delegated its code (EIP-7702) cost
 * no call; what does not recover is put to the owner's own code (ERC-1271).
 */
final class WalletSignatures implements Signatures {

    private static final AbiFunction IS_VALID_SIGNATURE =
            AbiFunction.of("isValidSignature(bytes32 hash,bytes signature)", "bytes4");
    /** The selector of {@code isValidSignature}, which is what it answers for a valid one (ERC-1271), left-aligned. */
    private static final byte[] MAGIC_WORD = Arrays.copyOf(new byte[] {0x16, 0x26, (byte) 0xba, 0x7e}, Bytes32.LENGTH);
    /** More than any known wallet makes, less than what would be worth sending us. */
    private static final int MAX_SIGNATURE_BYTES = 4096;

    private final TypedData typedData;
    private final ContractReads reads;
    private final Recovery recovery;
    private final SignedByKey signedByKey;

    WalletSignatures(TypedData typedData, ContractReads reads, Recovery recovery, SignedByKey signedByKey) {
        this.typedData = typedData;
        this.reads = reads;
        this.recovery = recovery;
        this.signedByKey = signedByKey;
    }

    @Override
    public Bytes32 hashOf(Authorization terms) {
        return typedData.hashOf(terms);
    }

    @Override
    public boolean signed(SignedAuthorization authorization) {
        return signedByKey(authorization)
                || acceptedByCode(
                        authorization.terms().owner(),
                        typedData.authorizationDigest(authorization.hash()),
                        authorization.signature());
    }

    @Override
    public boolean signedByKey(SignedAuthorization authorization) {
        return signedByKey.test(authorization);
    }

    @Override
    public boolean signedWithdrawal(Address owner, Wei amount, Bytes32 withdrawalId, byte[] signature) {
        return accepted(owner, typedData.withdrawalDigest(owner, amount, withdrawalId), signature);
    }

    @Override
    public boolean signedText(Address wallet, String text, byte[] signature) {
        return accepted(wallet, PersonalMessage.hash(text), signature);
    }

    @Override
    public boolean signedRevocation(Address owner, Bytes32 authorization, byte[] signature) {
        return accepted(owner, typedData.revocationDigest(owner, authorization), signature);
    }

    @Override
    public boolean signedRevocationOfAll(Address owner, long generation, byte[] signature) {
        return accepted(owner, typedData.revocationOfAllDigest(owner, generation), signature);
    }

    @Override
    public Bytes32 keccak(byte[] bytes) {
        return Keccak256.hash(bytes);
    }

    private boolean accepted(Address signer, Bytes32 digest, byte[] signature) {
        return recovery.gives(signer, digest, signature) || acceptedByCode(signer, digest, signature);
    }

    private boolean acceptedByCode(Address owner, Bytes32 digest, byte[] signature) {
        if (signature.length > MAX_SIGNATURE_BYTES) {
            return false;
        }
        Bytes data = IS_VALID_SIGNATURE.encode(digest, Bytes.of(signature));
        // An account without code answers nothing, a wallet that says no may revert: both are no magic word.
        Optional<Bytes> answer = reads.askWallet(owner, data);
        return answer.map(Bytes::toArray)
                .filter(answered -> answered.length >= Bytes32.LENGTH
                        && Arrays.equals(answered, 0, Bytes32.LENGTH, MAGIC_WORD, 0, Bytes32.LENGTH))
                .isPresent();
    }
}
