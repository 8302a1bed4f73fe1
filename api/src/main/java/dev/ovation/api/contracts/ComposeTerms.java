package dev.ovation.api.contracts;

import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.ledger.AccountSnapshot;
import dev.ovation.core.ledger.ChainAccounts;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import dev.ovation.runtime.http.FieldText;
import dev.ovation.runtime.http.Query;
import java.math.BigInteger;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Composes the terms of an authorization from what a client asks for: generation and nonce come from the chain, times
 * from the chain's clock.
 */
public final class ComposeTerms {

    private static final int HOUR = 3600;
    private static final int DAY = 24 * HOUR;
    private static final int TEN_YEARS = 3650 * DAY;

    private final ChainAccounts chain;
    private final RandomGenerator random;
    private final SuggestNonces suggestNonces = new SuggestNonces();

    public ComposeTerms(ChainAccounts chain, RandomGenerator random) {
        this.chain = chain;
        this.random = random;
    }

    /** For one clap or gift, or a bundle of them: usable once. */
    Authorization once(Address owner, Token token, Query query) {
        AccountSnapshot snapshot = snapshot(owner);
        Wei amount = capped(query.text("amount"));
        long nonce = query.optional("nonce")
                .map(text -> (long) text.integer(0, (1 << 24) - 2))
                .orElseGet(() -> suggestNonces.next(owner, snapshot));
        return terms(
                owner,
                token,
                query,
                amount,
                Authorization.oneTimeSalt(snapshot.generation(), nonce),
                HOUR,
                "amountEach");
    }

    /** A standing cap that later claps or gifts draw on. */
    Authorization standing(Address owner, Token token, Query query) {
        Wei cap = capped(query.text("cap"));
        BigInteger salt = Authorization.standingSalt(snapshot(owner).generation(), random.nextLong());
        return terms(owner, token, query, cap, salt, 30 * DAY, "capPerIntent");
    }

    /** The generation that a revocation of everything names. */
    long generation(Address owner) {
        return snapshot(owner).generation();
    }

    private Authorization terms(
            Address owner, Token token, Query query, Wei cap, BigInteger salt, int validFor, String perIntent) {
        long now = chain.now();
        int seconds = query.optional("validFor")
                .map(text -> text.integer(60, TEN_YEARS))
                .orElse(validFor);
        return new Authorization(
                owner,
                token,
                query.optional("creatorAddress").map(FieldText::address).orElse(Address.ZERO),
                cap,
                query.optional(perIntent).map(ComposeTerms::capped).orElse(cap),
                0,
                now + seconds,
                salt);
    }

    private AccountSnapshot snapshot(Address owner) {
        AccountSnapshot snapshot = chain.read(List.of(owner)).get(owner);
        if (snapshot == null) {
            throw new IllegalStateException("the chain answered for other accounts than asked");
        }
        return snapshot;
    }

    private static Wei capped(FieldText text) {
        Wei amount = text.tokens();
        if (amount.exceeds(Authorization.MAX_CAP)) {
            throw text.invalid(RefusalCode.AMOUNT_TOO_LARGE, "is at most 2^96-1 wei");
        }
        return amount;
    }
}
