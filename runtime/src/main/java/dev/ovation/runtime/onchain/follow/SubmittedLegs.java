package dev.ovation.runtime.onchain.follow;

import dev.ovation.chain.Bytes;
import dev.ovation.chain.abi.AbiFunction;
import dev.ovation.chain.abi.AbiValues;
import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.delegation.SignedAuthorization;
import dev.ovation.core.intent.Funding;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import dev.ovation.runtime.deploy.Deployment;
import dev.ovation.runtime.onchain.TypedData;
import dev.ovation.runtime.onchain.contracts.ControllerContract;
import dev.ovation.runtime.onchain.contracts.Legs;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the legs of a batch back out of the call that submitted it. Standing authorizations are named in it by their
 * hash; their terms have to be {@link #learn}ed from the events of their registration first.
 */
final class SubmittedLegs {

    record Leg(Address creator, Wei amount, Funding funding) {}

    private record Standing(Address owner, BigInteger lowHash) {}

    private static final BigInteger LOW96 = BigInteger.ONE.shiftLeft(96).subtract(BigInteger.ONE);
    private static final BigInteger LOW80 = BigInteger.ONE.shiftLeft(80).subtract(BigInteger.ONE);
    private static final BigInteger LOW64 = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);

    private final Deployment deployment;
    private final TypedData typedData;
    private final Map<Standing, SignedAuthorization> standing = new HashMap<>();

    SubmittedLegs(Deployment deployment) {
        this.deployment = deployment;
        this.typedData = new TypedData(deployment);
    }

    /** Remembers the terms of a registration; its signature is not in the event. */
    void learn(AbiValues registration) {
        AbiValues terms = registration.tuple("terms");
        Token token = terms.address("token").equals(deployment.tk()) ? Token.TK : Token.TKI;
        Authorization authorization = authorization(terms, token, terms.address("creator"), terms.integer("salt"));
        keep(new SignedAuthorization(authorization, registration.bytes32("authorization"), new byte[0]));
    }

    private void keep(SignedAuthorization signed) {
        standing.put(new Standing(signed.terms().owner(), low96(signed.hash())), signed);
    }

    private static BigInteger low96(Bytes32 hash) {
        return new BigInteger(1, hash.bytes()).and(LOW96);
    }

    /** Empty if the call is none of the three ways to submit, or names an authorization that was never learned. */
    Optional<List<Leg>> of(Bytes call, Token token) {
        for (Form form : List.<Form>of(this::drawn, this::signed, this::standing)) {
            try {
                return Optional.of(form.read(call, token));
            } catch (IllegalArgumentException e) {
                // It is another form.
            }
        }
        return Optional.empty();
    }

    private interface Form {
        List<Leg> read(Bytes call, Token token);
    }

    private List<Leg> drawn(Bytes call, Token token) {
        List<Leg> legs = new ArrayList<>();
        for (AbiValues draw : list(ControllerContract.SUBMIT, call, "draws", AbiValues.class)) {
            Funding funding = funding(draw, token);
            for (BigInteger leg : draw.list("legs", BigInteger.class)) {
                legs.add(new Leg(Legs.creator(leg), Legs.amount(leg), funding));
            }
        }
        return legs;
    }

    private Funding funding(AbiValues draw, Token token) {
        Bytes32 named = draw.bytes32("standing");
        if (!named.equals(Bytes32.ZERO)) {
            return new Funding(known(draw.address("owner"), low96(named)), true);
        }
        Authorization terms = authorization(draw, token, draw.address("creator"), draw.integer("salt"));
        SignedAuthorization signed = new SignedAuthorization(
                terms, typedData.hashOf(terms), draw.bytes("signature").toArray());
        if (terms.isStanding()) {
            keep(signed);
        }
        return new Funding(signed, false);
    }

    private static Authorization authorization(AbiValues terms, Token token, Address creator, BigInteger salt) {
        return new Authorization(
                terms.address("owner"),
                token,
                creator,
                terms.wei("cap"),
                terms.wei("capPerIntent"),
                time(terms.integer("validAfter")),
                time(terms.integer("validUntil")),
                salt);
    }

    /** Anyone may register a time beyond what a long holds; it lies beyond every clock all the same. */
    private static long time(BigInteger seconds) {
        return seconds.min(MAX_LONG).longValueExact();
    }

    private List<Leg> signed(Bytes call, Token token) {
        return list(ControllerContract.SUBMIT_SIGNED, call, "signedLegs", AbiValues.class).stream()
                .map(row -> signed(row, token))
                .toList();
    }

    private Leg signed(AbiValues row, Token token) {
        BigInteger leg = row.integer("leg");
        BigInteger packed = row.integer("terms");
        Wei amount = Legs.amount(leg);
        Authorization terms = new Authorization(
                row.address("owner"),
                token,
                Legs.creator(leg),
                amount,
                amount,
                time(packed.shiftRight(80).and(LOW64)),
                time(packed.shiftRight(144).and(LOW64)),
                packed.and(LOW80));
        byte[] signature = new byte[65];
        System.arraycopy(row.bytes32("r").bytes(), 0, signature, 0, 32);
        System.arraycopy(row.bytes32("s").bytes(), 0, signature, 32, 32);
        signature[64] = packed.shiftRight(208).byteValueExact();
        return new Leg(
                Legs.creator(leg),
                amount,
                new Funding(new SignedAuthorization(terms, typedData.hashOf(terms), signature), false));
    }

    private List<Leg> standing(Bytes call, Token token) {
        List<BigInteger> payers = list(ControllerContract.SUBMIT_STANDING, call, "payers", BigInteger.class);
        List<BigInteger> rows = list(ControllerContract.SUBMIT_STANDING, call, "legs", BigInteger.class);
        List<Leg> legs = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            BigInteger payer = payers.get(i);
            SignedAuthorization signed = known(Legs.creator(payer), payer.and(LOW96));
            legs.add(new Leg(Legs.creator(rows.get(i)), Legs.amount(rows.get(i)), new Funding(signed, true)));
        }
        return legs;
    }

    private SignedAuthorization known(Address owner, BigInteger lowHash) {
        SignedAuthorization signed = standing.get(new Standing(owner, lowHash));
        if (signed == null) {
            throw new IllegalArgumentException("a standing authorization that was never registered");
        }
        return signed;
    }

    private static <T> List<T> list(AbiFunction function, Bytes call, String name, Class<T> elements) {
        return function.decodeCall(call).list(name, elements);
    }
}
