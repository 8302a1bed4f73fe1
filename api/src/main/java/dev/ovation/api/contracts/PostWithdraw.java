package dev.ovation.api.contracts;

import dev.ovation.core.account.ActorType;
import dev.ovation.core.withdrawal.RequestWithdrawal;
import dev.ovation.core.withdrawal.Withdrawal;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.JsonObject;
import dev.ovation.runtime.http.Route;
import java.util.Set;

/** {@code POST /api/contracts/withdraw}: for creators. */
public final class PostWithdraw implements Endpoint {

    static final int MAX_DESTINATION = 200;

    private final RequestWithdrawal requestWithdrawal;
    private final ReadAuthorization readAuthorization;

    public PostWithdraw(RequestWithdrawal requestWithdrawal, ReadAuthorization readAuthorization) {
        this.requestWithdrawal = requestWithdrawal;
        this.readAuthorization = readAuthorization;
    }

    @Override
    public Route route() {
        return Route.post("/api/contracts/withdraw").only(ActorType.CREATOR).movingMoney();
    }

    @Override
    public Answer answer(Call call) {
        JsonObject body = call.json().shaped(Set.of("amount", "destination", "signature"), Set.of());
        Withdrawal withdrawal = requestWithdrawal.request(
                call.account(),
                body.text("amount").tokens(),
                body.text("destination").plain(MAX_DESTINATION),
                readAuthorization.signature(body),
                call.claim().map(claim -> claim.attempt() > 1).orElse(false));
        return Answer.accepted(new Requested(withdrawal.id().toString(), WithdrawalView.of(withdrawal)));
    }

    record Requested(String withdrawalId, WithdrawalView withdrawal) {}
}
