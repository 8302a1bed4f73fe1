package dev.ovation.runtime.onchain.contracts;

import dev.ovation.chain.abi.AbiEvent;
import dev.ovation.chain.abi.AbiFunction;
import dev.ovation.chain.abi.ContractAbi;

/** The DelegationValidator: which authorizations stand. */
public final class ValidatorContract {

    private static final String TERMS = "(address,address,address,uint256,uint256,uint64,uint64,uint256)";

    static final ContractAbi ABI = ContractArtifact.named("DelegationValidator").abi();

    public static final AbiFunction HASH_OF = ABI.function("hashOf(" + TERMS + ")");
    public static final AbiFunction GENERATION_OF = ABI.function("generationOf(address)");
    public static final AbiFunction NEXT_NONCE = ABI.function("nextNonce(address)");
    public static final AbiFunction STANDING = ABI.function("standing(address,bytes32)");
    public static final AbiFunction REVOKE_BY_SIG = ABI.function("revokeBySig(" + TERMS + ",bytes)");
    public static final AbiFunction REVOKE_ALL_BY_SIG = ABI.function("revokeAllBySig(address,uint256,bytes)");

    public static final AbiEvent AUTHORIZATION_REGISTERED =
            ABI.event("AuthorizationRegistered(address,bytes32," + TERMS + ")");
    public static final AbiEvent AUTHORIZATION_REVOKED = ABI.event("AuthorizationRevoked(address,bytes32)");
    public static final AbiEvent ALL_REVOKED = ABI.event("AllRevoked(address,uint256)");

    private ValidatorContract() {}
}
