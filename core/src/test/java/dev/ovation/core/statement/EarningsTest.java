package dev.ovation.core.statement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.core.statement.Earnings.Report;
import dev.ovation.core.statement.Earnings.Source;
import dev.ovation.core.value.Wei;
import java.util.List;
import org.junit.jupiter.api.Test;

class EarningsTest {

    private static Source source(long approved, long settled) {
        return new Source(Wei.ZERO, Wei.of(approved), Wei.of(settled), 1);
    }

    @Test
    void the_next_payout_counts_the_remainder_that_earlier_ones_left() {
        Wei paidOut = Wei.of(1);
        assertThat(new Report(source(110, 190), Source.NONE, paidOut, List.of()).nextPayout())
                .isEqualTo(Wei.of(2));
        assertThat(new Report(source(110, 0), Source.NONE, Wei.ZERO, List.of()).nextPayout())
                .isEqualTo(Wei.of(1));
        assertThat(new Report(source(110, 190), source(7, 5), paidOut, List.of()).nextPayout())
                .isEqualTo(Wei.of(9));
    }
}
