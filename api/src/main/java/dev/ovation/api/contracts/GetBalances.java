package dev.ovation.api.contracts;

import dev.ovation.chain.crypto.ChecksumAddress;
import dev.ovation.core.ledger.Balance;
import dev.ovation.core.ledger.Balances;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Route;

/** {@code GET /api/contracts/balances}: one's own money of this moment, earned interest included. */
public final class GetBalances implements Endpoint {

    private final Balances balances;

    public GetBalances(Balances balances) {
        this.balances = balances;
    }

    @Override
    public Route route() {
        return Route.get("/api/contracts/balances");
    }

    @Override
    public Answer answer(Call call) {
        call.query().knowing();
        Address wallet = call.account().wallet();
        Balance balance = balances.of(wallet);
        return Answer.ok(new BalancesView(
                ChecksumAddress.format(wallet),
                balance.tk().toTokens(),
                balance.tki().toTokens(),
                Tokens.of(balance.tkReserved(), balance.tkiReserved()),
                Tokens.of(balance.tkAvailable(), balance.tkiAvailable()),
                String.valueOf(balance.index())));
    }

    record Tokens(String tk, String tki) {
        static Tokens of(Wei tk, Wei tki) {
            return new Tokens(tk.toTokens(), tki.toTokens());
        }
    }

    /**
     * @param index of interest, in basis points per 30 days x seconds
     */
    record BalancesView(String walletAddress, String tk, String tki, Tokens reserved, Tokens available, String index) {}
}
