package dev.ovation.runtime.security;

import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Unavailable;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Problem;
import dev.ovation.runtime.http.Route;
import java.util.Optional;

/**
 * Limits calls: first for each address, later, once the caller is known, for each account. While the shared count does
 * not answer, routes that move money are unavailable, and the others are counted by this server alone.
 *
 * <p>Tells the client how it stands in the fields {@code RateLimit-Policy} and {@code RateLimit}
 * (draft-ietf-httpapi-ratelimit-headers).
 */
public final class LimitRate {

    private final RateLimits shared;
    private final RateLimits local;
    private final ClientAddress clientAddress;
    private final Limits limits;

    /**
     * @param address for each address
     * @param credentials for each address on routes that test a password or a refresh token
     * @param account for each account
     */
    public record Limits(Limit address, Limit credentials, Limit account) {}

    public LimitRate(RateLimits shared, RateLimits local, ClientAddress clientAddress, Limits limits) {
        this.shared = shared;
        this.local = local;
        this.clientAddress = clientAddress;
        this.limits = limits;
    }

    /** The step before anything is known of the caller. */
    public Optional<Answer> byAddress(Call call) {
        String address = clientAddress.of(call);
        Optional<Answer> tooMany = take(call, limits.address(), address);
        return tooMany.isEmpty() && call.route().filter(Route::credentials).isPresent()
                ? take(call, limits.credentials(), address)
                : tooMany;
    }

    /** The step after the access token. */
    public Optional<Answer> byAccount(Call call) {
        return call.caller()
                .flatMap(caller ->
                        take(call, limits.account(), caller.account().id().toString()));
    }

    private Optional<Answer> take(Call call, Limit limit, String who) {
        String key = limit.name() + ":" + who;
        RateLimits.Taken taken;
        try {
            taken = shared.take(key, limit.quota(), limit.window());
        } catch (Unavailable e) {
            if (call.route().filter(Route::money).isPresent()) {
                throw e;
            }
            taken = local.take(key, limit.quota(), limit.window());
        }
        long seconds = Math.max(1, taken.reset().plusMillis(999).toSeconds());
        announce(call, limit, taken.remaining(), seconds);
        if (taken.allowed()) {
            return Optional.empty();
        }
        return Optional.of(Problem.of(
                        RefusalCode.RATE_LIMITED,
                        "More than " + limit.quota() + " calls in "
                                + limit.window().toSeconds() + " seconds.")
                .with("Retry-After", String.valueOf(seconds))
                .answer(call.requestId()));
    }

    /** Adds to what an earlier limit said: the fields are lists. */
    private static void announce(Call call, Limit limit, long remaining, long seconds) {
        call.appendAnswerHeader(
                "RateLimit-Policy",
                "\"" + limit.name() + "\";q=" + limit.quota() + ";w="
                        + limit.window().toSeconds());
        call.appendAnswerHeader("RateLimit", "\"" + limit.name() + "\";r=" + remaining + ";t=" + seconds);
    }
}
