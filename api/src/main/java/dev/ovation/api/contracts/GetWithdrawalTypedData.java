package dev.ovation.api.contracts;

import dev.ovation.core.account.ActorType;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import dev.ovation.core.withdrawal.RequestWithdrawal;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Query;
import dev.ovation.runtime.http.Route;
import dev.ovation.runtime.onchain.TypedData;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code GET /api/contracts/typed-data/withdrawal}: what a creator signs for its next withdrawal. */
public final class GetWithdrawalTypedData implements Endpoint {

    private final RequestWithdrawal requestWithdrawal;
    private final TypedData typedData;

    public GetWithdrawalTypedData(RequestWithdrawal requestWithdrawal, TypedData typedData) {
        this.requestWithdrawal = requestWithdrawal;
        this.typedData = typedData;
    }

    @Override
    public Route route() {
        return Route.get("/api/contracts/typed-data/withdrawal").only(ActorType.CREATOR);
    }

    @Override
    public Answer answer(Call call) {
        Query query = call.query().knowing("amount", "destination");
        Address owner = call.account().wallet();
        Wei amount = query.text("amount").tokens();
        String destination = query.text("destination").plain(PostWithdraw.MAX_DESTINATION);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("amount", amount.toTokens());
        body.put("destination", destination);
        body.put("signature", ToSign.SIGNATURE);
        return Answer.ok(new ToSign(
                typedData.withdrawal(
                        owner,
                        amount,
                        requestWithdrawal.nextId(owner, destination).value()),
                new ToSign.Submit("POST", "/api/contracts/withdraw", body)));
    }
}
