package dev.ovation.api.content;

import dev.ovation.core.statement.ContentTotals;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Route;

/** {@code GET /api/content/{ref}/totals}: for anyone, as apps show it beside the content. */
public final class GetContentTotals implements Endpoint {

    private static final int MAX_CONTENT_REF = 200;
    private final ContentTotals totals;

    public GetContentTotals(ContentTotals totals) {
        this.totals = totals;
    }

    @Override
    public Route route() {
        return Route.get("/api/content/{ref}/totals").forAnyone();
    }

    @Override
    public Answer answer(Call call) {
        call.query().knowing();
        String ref = call.variable("ref").plain(MAX_CONTENT_REF);
        ContentTotals.Totals found = totals.of(ref);
        return Answer.ok(new TotalsView(
                ref,
                new Sum(found.claps().toTokens(), found.clapCount()),
                new Sum(found.gifts().toTokens(), found.giftCount())));
    }

    /**
     * @param amount TKI of claps, TK of gifts
     */
    record Sum(String amount, long count) {}

    record TotalsView(String contentRef, Sum claps, Sum gifts) {}
}
