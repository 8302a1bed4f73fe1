package dev.ovation.core.statement;

import dev.ovation.core.economics.ClapPayout;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import java.util.List;

/** What a creator earned, from which source and from whom. Safe to share between threads. */
public interface Earnings {

    /** Wei of TKI in one wei of TK at a payout. */
    long CLAPS_PER_TOKEN = ClapPayout.TKI_PER_TK;

    /**
     * One source in its own token: TKI for claps, TK for gifts.
     *
     * @param submitted wei in escrow that screening has not cleared
     * @param approved wei that the next settlement pays
     * @param settled wei that was paid out
     * @param count intents in these three states
     */
    record Source(Wei submitted, Wei approved, Wei settled, long count) {

        public static final Source NONE = new Source(Wei.ZERO, Wei.ZERO, Wei.ZERO, 0);
    }

    /**
     * A fan's gifts and claps that are in escrow, approved or settled.
     *
     * @param claps wei of TKI
     * @param gifts wei of TK
     */
    record TopFan(Address fan, Wei claps, Wei gifts) {}

    /**
     * @param paidOut wei of TK that arrived in all payouts
     * @param topFans the most generous first, a gift counting {@value CLAPS_PER_TOKEN} times a clap of the same number
     */
    record Report(Source claps, Source gifts, Wei paidOut, List<TopFan> topFans) {

        public Report {
            topFans = List.copyOf(topFans);
        }

        /** Wei of TK that the next settlement pays if nothing more is approved, to the wei. */
        public Wei nextPayout() {
            return ClapPayout.after(claps.settled(), claps.approved()).paid().plus(gifts.approved());
        }
    }

    /**
     * @param topFans how many fans to name, 0 … 100
     */
    Report of(Address creator, int topFans);
}
