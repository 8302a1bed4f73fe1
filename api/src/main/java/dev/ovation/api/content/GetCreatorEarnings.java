package dev.ovation.api.content;

import dev.ovation.chain.crypto.ChecksumAddress;
import dev.ovation.core.account.Account;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import dev.ovation.core.statement.Earnings;
import dev.ovation.core.value.Address;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Query;
import dev.ovation.runtime.http.Route;
import java.util.List;

/** {@code GET /api/creators/{address}/earnings}: for the creator itself and for staff. */
public final class GetCreatorEarnings implements Endpoint {

    private static final int TOP_FANS = 10;
    private static final int MOST_FANS = 100;
    private final Earnings earnings;

    public GetCreatorEarnings(Earnings earnings) {
        this.earnings = earnings;
    }

    @Override
    public Route route() {
        return Route.get("/api/creators/{address}/earnings");
    }

    @Override
    public Answer answer(Call call) {
        Query query = call.query().knowing("topFans");
        Address creator = call.variable("address").address();
        Account caller = call.account();
        if (!caller.wallet().equals(creator) && !caller.type().isStaff()) {
            throw new Refused(RefusalCode.FORBIDDEN, "Only the creator sees its earnings.");
        }
        int fans = query.optional("topFans")
                .map(text -> text.integer(0, MOST_FANS))
                .orElse(TOP_FANS);
        return Answer.ok(EarningsView.of(creator, earnings.of(creator, fans)));
    }

    /**
     * @param submitted not cleared by screening yet
     * @param approved to be paid at the next settlement
     */
    record SourceView(String submitted, String approved, String settled, long count) {
        static SourceView of(Earnings.Source source) {
            return new SourceView(
                    source.submitted().toTokens(),
                    source.approved().toTokens(),
                    source.settled().toTokens(),
                    source.count());
        }
    }

    record FanView(String walletAddress, String claps, String gifts) {
        static FanView of(Earnings.TopFan fan) {
            return new FanView(
                    ChecksumAddress.format(fan.fan()),
                    fan.claps().toTokens(),
                    fan.gifts().toTokens());
        }
    }

    /**
     * @param claps in TKI
     * @param gifts in TK
     * @param paidOut in TK
     * @param nextPayout in TK, a preview
     */
    record EarningsView(
            String walletAddress,
            SourceView claps,
            SourceView gifts,
            String paidOut,
            String nextPayout,
            List<FanView> topFans) {

        static EarningsView of(Address creator, Earnings.Report report) {
            return new EarningsView(
                    ChecksumAddress.format(creator),
                    SourceView.of(report.claps()),
                    SourceView.of(report.gifts()),
                    report.paidOut().toTokens(),
                    report.nextPayout().toTokens(),
                    report.topFans().stream().map(FanView::of).toList());
        }
    }
}
