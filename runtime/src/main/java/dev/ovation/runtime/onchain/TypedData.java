package dev.ovation.runtime.onchain;

import dev.ovation.chain.eip712.Domain;
import dev.ovation.chain.eip712.StructType;
import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import dev.ovation.runtime.deploy.Deployment;
import java.util.Map;

/**
 * What wallets sign for our contracts (EIP-712, domain "Ovation" 1 at the DelegationValidator): the payloads to show
 * them, as {@code eth_signTypedData_v4} wants them, and the digests to check. Immutable, safe to share between threads.
 */
public final class TypedData {

    private record Withdrawal(Address owner, Wei amount, Bytes32 withdrawalId) {}

    private record Revocation(Address owner, Bytes32 authorization) {}

    private record RevocationOfAll(Address owner, long generation) {}

    private static final StructType<Withdrawal> WITHDRAWAL = StructType.<Withdrawal>named("Withdrawal")
            .address("owner", Withdrawal::owner)
            .wei("amount", Withdrawal::amount)
            .bytes32("withdrawalId", Withdrawal::withdrawalId)
            .build();

    private static final StructType<Revocation> REVOCATION = StructType.<Revocation>named("Revocation")
            .address("owner", Revocation::owner)
            .bytes32("authorization", Revocation::authorization)
            .build();

    private static final StructType<RevocationOfAll> REVOCATION_OF_ALL = StructType.<RevocationOfAll>named(
                    "RevocationOfAll")
            .address("owner", RevocationOfAll::owner)
            .uint64("generation", 256, RevocationOfAll::generation)
            .build();

    private final Domain domain;
    private final StructType<Authorization> authorization;

    public TypedData(Deployment deployment) {
        this.domain = new Domain("Ovation", "1", deployment.chainId(), deployment.validator());
        this.authorization = StructType.<Authorization>named("Authorization")
                .address("owner", Authorization::owner)
                .address("token", terms -> deployment.addressOf(terms.token()))
                .address("creator", Authorization::creator)
                .wei("cap", Authorization::cap)
                .wei("capPerIntent", Authorization::capPerIntent)
                .uint64("validAfter", 64, Authorization::validAfter)
                .uint64("validUntil", 64, Authorization::validUntil)
                .uint("salt", 256, Authorization::salt)
                .build();
    }

    /** The struct hash, which names an authorization on-chain and off. */
    public Bytes32 hashOf(Authorization terms) {
        return Bytes32.of(authorization.hashStruct(terms));
    }

    public Map<String, Object> authorization(Authorization terms) {
        return domain.payload(authorization, terms);
    }

    /** What {@link dev.ovation.chain.signer.Signer} signs; its hash is the digest. */
    public byte[] authorizationPreimage(Authorization terms) {
        return domain.preimage(authorization, terms);
    }

    public Bytes32 authorizationDigest(Authorization terms) {
        return authorizationDigest(hashOf(terms));
    }

    /**
     * The same of an authorization whose hash is known.
     *
     * @param hash as of {@link #hashOf}
     */
    Bytes32 authorizationDigest(Bytes32 hash) {
        return domain.hash(hash);
    }

    public Map<String, Object> withdrawal(Address owner, Wei amount, Bytes32 withdrawalId) {
        return domain.payload(WITHDRAWAL, new Withdrawal(owner, amount, withdrawalId));
    }

    /** What {@link dev.ovation.chain.signer.Signer} signs; its hash is the digest. */
    public byte[] withdrawalPreimage(Address owner, Wei amount, Bytes32 withdrawalId) {
        return domain.preimage(WITHDRAWAL, new Withdrawal(owner, amount, withdrawalId));
    }

    public Bytes32 withdrawalDigest(Address owner, Wei amount, Bytes32 withdrawalId) {
        return domain.hash(WITHDRAWAL, new Withdrawal(owner, amount, withdrawalId));
    }

    public Map<String, Object> revocation(Address owner, Bytes32 revoked) {
        return domain.payload(REVOCATION, new Revocation(owner, revoked));
    }

    /** What {@link dev.ovation.chain.signer.Signer} signs; its hash is the digest. */
    public byte[] revocationPreimage(Address owner, Bytes32 revoked) {
        return domain.preimage(REVOCATION, new Revocation(owner, revoked));
    }

    public Bytes32 revocationDigest(Address owner, Bytes32 revoked) {
        return domain.hash(REVOCATION, new Revocation(owner, revoked));
    }

    public Map<String, Object> revocationOfAll(Address owner, long generation) {
        return domain.payload(REVOCATION_OF_ALL, new RevocationOfAll(owner, generation));
    }

    /** What {@link dev.ovation.chain.signer.Signer} signs; its hash is the digest. */
    public byte[] revocationOfAllPreimage(Address owner, long generation) {
        return domain.preimage(REVOCATION_OF_ALL, new RevocationOfAll(owner, generation));
    }

    public Bytes32 revocationOfAllDigest(Address owner, long generation) {
        return domain.hash(REVOCATION_OF_ALL, new RevocationOfAll(owner, generation));
    }
}
