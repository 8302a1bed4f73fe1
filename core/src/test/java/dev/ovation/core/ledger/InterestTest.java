package dev.ovation.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.core.value.Wei;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class InterestTest {

    private static final long DAY = 86_400;

    @Test
    void a_hundred_tk_held_thirty_days_at_two_percent_earn_exactly_two_hundred_tki() {
        InterestIndex index = new InterestIndex(0, 0, 200);
        AccountSnapshot account = new AccountSnapshot(Wei.ofTokens(100), 0, BigInteger.ZERO, Wei.ZERO, 0, 0, 1);
        assertThat(account.interestAt(index.at(30 * DAY))).isEqualTo(Wei.ofTokens(200));
    }

    @Test
    void a_rate_change_is_not_retroactive() {
        InterestIndex before = new InterestIndex(0, 0, 200);
        InterestIndex after = new InterestIndex(before.at(15 * DAY), 15 * DAY, 1000);
        AccountSnapshot account = new AccountSnapshot(Wei.ofTokens(100), 0, BigInteger.ZERO, Wei.ZERO, 0, 0, 1);
        assertThat(account.interestAt(after.at(30 * DAY))).isEqualTo(Wei.ofTokens(100 + 500));
    }

    @Test
    void what_was_spent_is_gone_and_what_comes_keeps_coming() {
        InterestIndex index = new InterestIndex(0, 0, 200);
        AccountSnapshot account = new AccountSnapshot(Wei.ofTokens(100), 0, BigInteger.ZERO, Wei.ofTokens(40), 0, 0, 1);
        assertThat(account.interestAt(index.at(30 * DAY))).isEqualTo(Wei.ofTokens(160));
        assertThat(account.interestAt(index.at(60 * DAY))).isEqualTo(Wei.ofTokens(360));
    }

    @Test
    void an_index_never_runs_backwards() {
        InterestIndex index = new InterestIndex(500, 100, 200);
        assertThat(index.at(99)).isEqualTo(500);
        assertThat(index.at(101)).isEqualTo(700);
    }

    @Test
    void an_index_stops_where_the_contracts_do() {
        InterestIndex index = new InterestIndex(InterestIndex.MAX - 300, 100, 200);
        assertThat(index.at(101)).isEqualTo(InterestIndex.MAX - 100);
        assertThat(index.at(102)).isEqualTo(InterestIndex.MAX);
        assertThat(index.at(4_000_000_000L)).isEqualTo(InterestIndex.MAX);
    }
}
