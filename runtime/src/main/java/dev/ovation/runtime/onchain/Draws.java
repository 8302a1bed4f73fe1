package dev.ovation.runtime.onchain;

import dev.ovation.chain.Bytes;
import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.intent.Funding;
import dev.ovation.core.intent.Intent;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import dev.ovation.runtime.onchain.contracts.Legs;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The contract's {@code Draw[]} for a batch: neighbouring intents that one authorization pays for share one draw, so
 * that its terms and signature travel once.
 */
final class Draws {

    private static final BigInteger NONE = BigInteger.ZERO;

    private Draws() {}

    /** In the order of the legs; each draw in the order of the struct's fields. */
    static List<List<Object>> of(Token token, List<Intent> legs) {
        List<List<Object>> draws = new ArrayList<>();
        int from = 0;
        for (int to = 1; to <= legs.size(); to++) {
            if (to == legs.size() || !sameDraw(legs.get(from), legs.get(to))) {
                draws.add(draw(token, legs.subList(from, to)));
                from = to;
            }
        }
        return draws;
    }

    private static boolean sameDraw(Intent a, Intent b) {
        return a.funding().hash().equals(b.funding().hash());
    }

    private static List<Object> draw(Token token, List<Intent> legs) {
        Funding funding = legs.getFirst().funding();
        Authorization terms = funding.terms();
        for (Intent leg : legs) {
            if (leg.token() != token || !leg.fan().equals(terms.owner())) {
                throw new IllegalArgumentException("intent " + leg.id() + " does not belong to this draw");
            }
        }
        List<BigInteger> encoded = Legs.encode(legs);
        if (legs.stream().allMatch(leg -> leg.funding().registered())) {
            return draw(
                    terms.owner(), Address.ZERO, Wei.ZERO, Wei.ZERO, 0, 0, NONE, funding.hash(), Bytes.EMPTY, encoded);
        }
        return draw(
                terms.owner(),
                terms.creator(),
                terms.cap(),
                terms.capPerIntent(),
                terms.validAfter(),
                terms.validUntil(),
                terms.salt(),
                Bytes32.ZERO,
                Bytes.of(funding.authorization().signature()),
                encoded);
    }

    private static List<Object> draw(
            Address owner,
            Address creator,
            Wei cap,
            Wei capPerIntent,
            long validAfter,
            long validUntil,
            BigInteger salt,
            Bytes32 standing,
            Bytes signature,
            List<BigInteger> legs) {
        return List.of(owner, creator, cap, capPerIntent, validAfter, validUntil, salt, standing, signature, legs);
    }
}
