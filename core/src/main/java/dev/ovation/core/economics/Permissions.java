package dev.ovation.core.economics;

import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import java.math.BigInteger;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What fans have allowed and taken back, and who is a creator. Revocation works while everything is paused. */
public final class Permissions {

    private static final int GENERATION_BITS = 16;
    private static final int CAP_BITS = 96;

    private final TokenBooks tokens;
    private final Set<Address> contracts;
    private final Map<Address, Long> generations = new HashMap<>();
    private final Map<Address, NonceWindow> nonces = new HashMap<>();
    private final Map<Authorization, StandingCap> standing = new HashMap<>();
    private final Set<Authorization> revoked = new HashSet<>();
    private final Set<Address> creators = new HashSet<>();

    Permissions(TokenBooks tokens, Set<Address> contracts) {
        this.tokens = tokens;
        this.contracts = Set.copyOf(contracts);
    }

    // ---- what is there ----

    public long generation(Address owner) {
        return generations.getOrDefault(owner, 0L);
    }

    public boolean isNonceUsed(Address owner, long nonce) {
        return noncesOf(owner).isUsed(nonce);
    }

    public long nextNonce(Address owner) {
        return noncesOf(owner).next();
    }

    public boolean isCreator(Address account) {
        return creators.contains(account);
    }

    public boolean isRegistered(Authorization terms) {
        return standing.containsKey(terms);
    }

    /** Taken back, alone or, if it was registered, with all others of its generation. */
    public boolean isRevoked(Authorization terms) {
        return revoked.contains(terms)
                || (isRegistered(terms) && generationOf(terms).longValue() != generation(terms.owner()));
    }

    /** Wei that a registered standing authorization still allows, revoked or not; otherwise zero. */
    public Wei remaining(Authorization terms) {
        return find(terms).map(StandingCap::remaining).orElse(Wei.ZERO);
    }

    // ---- creators ----

    public void registerCreators(Collection<Address> accounts) {
        RuleBroken.unless(!tokens.isPaused(), Rule.PAUSED);
        for (Address account : accounts) {
            RuleBroken.unless(!account.isZero() && !contracts.contains(account), Rule.NOT_A_CREATOR_ADDRESS);
        }
        creators.addAll(accounts);
    }

    public void unregisterCreator(Address account) {
        RuleBroken.unless(!tokens.isPaused(), Rule.PAUSED);
        creators.remove(account);
    }

    // ---- standing authorizations ----

    /**
     * @param signed whether the owner signed these terms
     */
    public void register(Authorization terms, boolean signed, long second) {
        RuleBroken.unless(!tokens.isPaused(), Rule.LEDGER_PAUSED);
        RuleBroken.unless(terms.isStanding(), Rule.NOT_STANDING);
        RuleBroken.unless(!isMalformed(terms), Rule.MALFORMED_AUTHORIZATION);
        RuleBroken.unless(second <= terms.validUntil(), Rule.AUTHORIZATION_EXPIRED);
        RuleBroken.unless(isCurrent(terms), Rule.STALE_GENERATION);
        RuleBroken.unless(!revoked.contains(terms), Rule.AUTHORIZATION_REVOKED);
        RuleBroken.unless(!isRegistered(terms), Rule.ALREADY_REGISTERED);
        RuleBroken.unless(signed, Rule.INVALID_SIGNATURE);
        keep(terms);
    }

    StandingCap keep(Authorization terms) {
        StandingCap cap = new StandingCap(terms);
        standing.put(terms, cap);
        return cap;
    }

    Optional<StandingCap> find(Authorization terms) {
        return Optional.ofNullable(standing.get(terms));
    }

    boolean isTakenBack(Authorization terms) {
        return revoked.contains(terms);
    }

    // ---- revocation ----

    /** A standing authorization may be revoked before anybody registers it. */
    public void revoke(Address sender, Authorization terms) {
        RuleBroken.unless(sender.equals(terms.owner()), Rule.NOT_OWNER);
        if (terms.isStanding()) {
            RuleBroken.unless(revoked.add(terms), Rule.AUTHORIZATION_REVOKED);
            return;
        }
        RuleBroken.unless(isCurrent(terms), Rule.STALE_GENERATION);
        RuleBroken.unless(!isNonceOutOfRange(terms), Rule.MALFORMED_AUTHORIZATION);
        RuleBroken.unless(!isNonceUsed(terms.owner(), terms.nonce().longValueExact()), Rule.NONCE_ALREADY_USED);
        useNonce(terms);
    }

    /** Everything that the owner signed under the present generation is dead; nonces start anew. */
    public void revokeAll(Address owner) {
        generations.merge(owner, 1L, Long::sum);
        nonces.remove(owner);
    }

    // ---- for the judges ----

    boolean isCurrent(Authorization terms) {
        return generationOf(terms).equals(BigInteger.valueOf(generation(terms.owner())));
    }

    void useNonce(Authorization terms) {
        noncesOf(terms.owner()).use(terms.nonce().longValueExact());
    }

    /** Outside what the ledger can keep: caps of 96 bits, generations of 16. */
    static boolean isMalformed(Authorization terms) {
        return terms.cap().value().bitLength() > CAP_BITS || generationOf(terms).bitLength() > GENERATION_BITS;
    }

    static boolean isNonceOutOfRange(Authorization terms) {
        return terms.nonce().compareTo(BigInteger.valueOf(NonceWindow.MAX_NONCE)) > 0;
    }

    /** All that the salt has above the nonce, but for the bit that says standing. */
    private static BigInteger generationOf(Authorization terms) {
        return terms.salt().clearBit(255).shiftRight(64);
    }

    private NonceWindow noncesOf(Address owner) {
        return nonces.computeIfAbsent(owner, o -> new NonceWindow());
    }
}
