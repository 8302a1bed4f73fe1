package dev.ovation.core.economics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.ledger.InterestIndex;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import java.math.BigInteger;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The economics of docs/contracts.md, with its worked numbers. */
class EconomyTest {

    private static final long GENESIS = 1_800_000_000;
    private static final long DAY = 86_400;
    private static final Address FAN = address(1);
    private static final Address OTHER = address(2);
    private static final Address CREATOR = address(3);
    private static final Address CONTROLLER = address(99);

    private final Economy economy = new Economy(
            GENESIS, new InterestIndex(0, GENESIS, 200), Wei.ofTokens(1_000_000), CONTROLLER, Set.of(CONTROLLER));
    private long now = GENESIS;
    private int ids;

    EconomyTest() {
        economy.permissions().registerCreators(List.of(CREATOR));
    }

    private static Address address(int n) {
        byte[] bytes = new byte[Address.LENGTH];
        bytes[19] = (byte) n;
        return Address.of(bytes);
    }

    private Bytes32 id() {
        byte[] bytes = new byte[Bytes32.LENGTH];
        bytes[31] = (byte) ++ids;
        return Bytes32.of(bytes);
    }

    private void mint(Address to, long tokens) {
        economy.treasury().mint(to, Wei.ofTokens(tokens), id(), now);
    }

    private Wei tki(Address account) {
        return economy.tokens().balance(Token.TKI, account, now);
    }

    private Wei tk(Address account) {
        return economy.tokens().balance(Token.TK, account, now);
    }

    private Authorization terms(Token token, Wei cap, BigInteger salt) {
        return new Authorization(FAN, token, Address.ZERO, cap, cap, 0, Long.MAX_VALUE, salt);
    }

    private Draw once(Token token, long nonce, Wei... amounts) {
        Wei sum = List.of(amounts).stream().reduce(Wei.ZERO, Wei::plus);
        List<Leg> legs = List.of(amounts).stream()
                .map(amount -> new Leg(CREATOR, amount))
                .toList();
        return new Draw(terms(token, sum, Authorization.oneTimeSalt(0, nonce)), false, true, legs);
    }

    private BatchId submit(Token token, Draw... draws) {
        BatchId batch = new BatchId(new UUID(0, ++ids));
        economy.escrow().submit(batch, token, List.of(draws), now);
        return batch;
    }

    private List<SkipReason> reasons(Token token, Draw... draws) {
        return economy.escrow().submit(new BatchId(new UUID(0, ++ids)), token, List.of(draws), now);
    }

    private BatchData data(BatchId batch) {
        return economy.escrow().data(batch).orElseThrow();
    }

    private static BitSet legs(int... legs) {
        BitSet set = new BitSet();
        for (int leg : legs) {
            set.set(leg);
        }
        return set;
    }

    private List<BatchPayout> settle(BatchId... batches) {
        long epoch = economy.escrow().epochOf(now);
        now += Escrow.EPOCH;
        Map<BatchId, BatchData> presented = new LinkedHashMap<>();
        for (BatchId batch : batches) {
            presented.put(batch, data(batch));
        }
        return economy.escrow().settle(epoch, presented, now);
    }

    private void assertRefused(Rule rule, ThrowingCallable operation) {
        assertThatThrownBy(operation)
                .isInstanceOfSatisfying(
                        RuleBroken.class, broken -> assertThat(broken.rule()).isEqualTo(rule));
    }

    @Test
    void a_hundred_tk_held_thirty_days_earn_two_hundred_tki_which_become_two_tk() {
        mint(FAN, 100);
        now += 30 * DAY;
        assertThat(tki(FAN)).isEqualTo(Wei.ofTokens(200));
        BatchId batch = submit(Token.TKI, once(Token.TKI, 0, Wei.ofTokens(200)));
        economy.escrow().approve(Map.of(batch, legs(0)));
        assertThat(economy.escrow().nextPayout(CREATOR)).isEqualTo(Wei.ofTokens(2));
        settle(batch);
        assertThat(tk(CREATOR)).isEqualTo(Wei.ofTokens(2));
    }

    @Test
    void what_is_below_a_wei_waits_for_the_next_payout() {
        mint(FAN, 100);
        now += 30 * DAY;
        Wei clap = Wei.parseTokens("12.345678901234567890");
        BatchId first = submit(Token.TKI, once(Token.TKI, 0, clap));
        economy.escrow().approve(Map.of(first, legs(0)));
        settle(first);
        assertThat(tk(CREATOR)).isEqualTo(Wei.parseTokens("0.123456789012345678"));
        assertThat(economy.escrow().remainder(CREATOR)).isEqualTo(Wei.of(90));

        BatchId second = submit(Token.TKI, once(Token.TKI, 1, clap));
        economy.escrow().approve(Map.of(second, legs(0)));
        Wei preview = ClapPayout.after(clap, clap).paid();
        assertThat(settle(second).getFirst().creators().getFirst().paid())
                .isEqualTo(preview)
                .isEqualTo(Wei.parseTokens("0.123456789012345679"));
    }

    @Test
    void a_rate_change_does_not_reach_back() {
        mint(FAN, 100);
        now += 15 * DAY;
        economy.setRate(1000, now);
        assertThat(tki(FAN)).isEqualTo(Wei.ofTokens(100));
        now += 15 * DAY;
        assertThat(tki(FAN)).isEqualTo(Wei.ofTokens(600));
        assertRefused(Rule.RATE_TOO_HIGH, () -> economy.setRate(1001, now));
    }

    @Test
    void the_index_stops_at_its_range_and_nothing_is_earned_from_there_on() {
        mint(FAN, 1);
        now += 87 * 365 * DAY + 90 * DAY;
        assertThat(economy.tokens().indexAt(now)).isEqualTo((1L << 39) - 1);
        Wei then = tki(FAN);
        now += 365 * DAY;
        assertThat(tki(FAN)).isEqualTo(then);
    }

    @Test
    void interest_stays_with_whom_it_was_earned_by() {
        mint(FAN, 100);
        now += 15 * DAY;
        economy.tokens().transfer(Token.TK, FAN, OTHER, Wei.ofTokens(100), now);
        now += 15 * DAY;
        assertThat(tki(FAN)).isEqualTo(Wei.ofTokens(100));
        assertThat(tki(OTHER)).isEqualTo(Wei.ofTokens(100));
        economy.tokens().transfer(Token.TKI, FAN, OTHER, Wei.ofTokens(100), now);
        assertThat(tki(FAN)).isEqualTo(Wei.ZERO);
        assertThat(tki(OTHER)).isEqualTo(Wei.ofTokens(200));
    }

    @Test
    void a_gift_earns_nothing_in_escrow_and_again_after_its_cancellation() {
        mint(FAN, 100);
        BatchId batch = submit(Token.TK, once(Token.TK, 0, Wei.ofTokens(50)));
        now += 3 * DAY;
        assertThat(tki(FAN)).isEqualTo(Wei.ofTokens(10));
        economy.pause();
        economy.escrow().cancel(Optional.of(FAN), batch, data(batch), legs(0), now);
        assertThat(tk(FAN)).isEqualTo(Wei.ofTokens(100));
        now += 3 * DAY;
        assertThat(tki(FAN)).isEqualTo(Wei.ofTokens(30));
        assertRefused(
                Rule.NOTHING_TO_RELEASE,
                () -> economy.escrow().cancel(Optional.empty(), batch, data(batch), legs(0), now));
    }

    @Test
    void a_payment_is_minted_once_and_within_the_days_limit_with_its_bonus() {
        economy.setBonus(Wei.ofTokens(7));
        Bytes32 payment = id();
        economy.treasury().mint(FAN, Wei.ofTokens(10), payment, now);
        assertThat(tki(FAN)).isEqualTo(Wei.ofTokens(70));
        assertRefused(Rule.PAYMENT_ALREADY_MINTED, () -> economy.treasury().mint(FAN, Wei.ofTokens(10), payment, now));
        assertThat(economy.treasury().mintableToday(now)).isEqualTo(Wei.ofTokens(999_990));
        assertRefused(Rule.DAILY_MINT_LIMIT, () -> mint(FAN, 999_991));
        now += DAY;
        mint(FAN, 1_000_000);
        assertRefused(Rule.ZERO_AMOUNT, () -> mint(FAN, 0));
        assertRefused(Rule.BONUS_TOO_HIGH, () -> economy.setBonus(Wei.ofTokens(101)));
    }

    @Test
    void a_withdrawal_burns_once_and_comes_back_once() {
        mint(CREATOR, 10);
        Bytes32 withdrawal = id();
        assertRefused(
                Rule.INVALID_SIGNATURE,
                () -> economy.treasury().burn(CREATOR, Wei.ofTokens(4), withdrawal, false, now));
        economy.treasury().burn(CREATOR, Wei.ofTokens(4), withdrawal, true, now);
        assertRefused(
                Rule.WITHDRAWAL_ALREADY_USED,
                () -> economy.treasury().burn(CREATOR, Wei.ofTokens(4), withdrawal, true, now));
        economy.treasury().returnWithdrawal(withdrawal, now);
        assertThat(tk(CREATOR)).isEqualTo(Wei.ofTokens(10));
        assertRefused(Rule.WITHDRAWAL_NOT_BURNED, () -> economy.treasury().returnWithdrawal(withdrawal, now));
    }

    @Test
    void a_poor_fans_bundle_takes_the_legs_that_fit() {
        mint(FAN, 10);
        assertThat(reasons(Token.TK, once(Token.TK, 0, Wei.ofTokens(6), Wei.ofTokens(5), Wei.ofTokens(4))))
                .containsExactly(SkipReason.NONE, SkipReason.INSUFFICIENT_BALANCE, SkipReason.NONE);
        assertThat(tk(FAN)).isEqualTo(Wei.ZERO);
    }

    @Test
    void a_nonce_is_used_once_and_only_by_what_was_taken() {
        mint(FAN, 10);
        assertThat(reasons(Token.TK, once(Token.TK, 3, Wei.ofTokens(11))))
                .containsExactly(SkipReason.INSUFFICIENT_BALANCE);
        assertThat(reasons(Token.TK, once(Token.TK, 3, Wei.ofTokens(1)))).containsExactly(SkipReason.NONE);
        assertThat(reasons(Token.TK, once(Token.TK, 3, Wei.ofTokens(1)))).containsExactly(SkipReason.NONCE_USED);
        assertThat(reasons(Token.TK, once(Token.TK, 40, Wei.ofTokens(1)))).containsExactly(SkipReason.NONE);
        assertThat(economy.permissions().nextNonce(FAN)).isEqualTo(9);
        assertThat(reasons(Token.TK, once(Token.TK, 8, Wei.ofTokens(1)))).containsExactly(SkipReason.NONCE_USED);
    }

    @Test
    void a_standing_cap_is_not_given_back_by_a_cancel_and_ends_with_its_revocation() {
        mint(FAN, 100);
        Authorization terms = terms(Token.TK, Wei.ofTokens(10), Authorization.standingSalt(0, 5));
        economy.permissions().register(terms, true, now);
        Draw six = new Draw(terms, true, false, List.of(new Leg(CREATOR, Wei.ofTokens(6))));
        BatchId batch = submit(Token.TK, six);
        economy.escrow().cancel(Optional.empty(), batch, data(batch), legs(0), now);
        assertThat(reasons(Token.TK, six)).containsExactly(SkipReason.OVER_CAP);
        assertThat(economy.permissions().remaining(terms)).isEqualTo(Wei.ofTokens(4));
        economy.permissions().revoke(FAN, terms);
        assertThat(reasons(Token.TK, six)).containsExactly(SkipReason.REVOKED);
        assertRefused(Rule.AUTHORIZATION_REVOKED, () -> economy.permissions().register(terms, true, now));
    }

    @Test
    void revoking_all_kills_what_was_signed_before() {
        mint(FAN, 100);
        Authorization standing = terms(Token.TK, Wei.ofTokens(10), Authorization.standingSalt(0, 5));
        economy.permissions().register(standing, true, now);
        economy.permissions().revokeAll(FAN);
        Draw named = new Draw(standing, true, false, List.of(new Leg(CREATOR, Wei.ofTokens(6))));
        assertThat(reasons(Token.TK, named, once(Token.TK, 0, Wei.ofTokens(1))))
                .containsExactly(SkipReason.REVOKED, SkipReason.REVOKED);
        assertThat(economy.permissions().isRevoked(standing)).isTrue();
        assertThat(economy.permissions().remaining(standing)).isEqualTo(Wei.ofTokens(10));
    }

    @Test
    void claps_wait_where_no_tk_may_be_minted_for_them() {
        mint(FAN, 1_000);
        now += 30 * DAY;
        BatchId batch = submit(Token.TKI, once(Token.TKI, 0, Wei.ofTokens(100)));
        economy.escrow().approve(Map.of(batch, legs(0)));
        economy.setDailyMintLimit(TokenBooks.MAX_SUPPLY);
        economy.treasury().mint(OTHER, economy.tokens().mintable(), id(), now);
        assertThat(settle(batch))
                .singleElement()
                .satisfies(payout -> assertThat(payout.postponed()).isTrue());
        assertThat(economy.escrow().intents(batch).getFirst().state()).isEqualTo(LegState.APPROVED);
        economy.treasury().burn(OTHER, Wei.ofTokens(2), id(), true, now);
        economy.escrow().settle(economy.escrow().epochOf(data(batch).submittedAt()), Map.of(batch, data(batch)), now);
        assertThat(tk(CREATOR)).isEqualTo(Wei.ofTokens(1));
    }

    @Test
    void a_batch_is_settled_under_its_own_epoch_once_that_has_ended() {
        mint(FAN, 10);
        BatchId batch = submit(Token.TK, once(Token.TK, 0, Wei.ofTokens(1)));
        Map<BatchId, BatchData> presented = Map.of(batch, data(batch));
        economy.escrow().approve(Map.of(batch, legs(0)));
        assertRefused(Rule.EPOCH_NOT_ENDED, () -> economy.escrow().settle(0, presented, now));
        now += 2 * Escrow.EPOCH;
        assertRefused(Rule.WRONG_EPOCH, () -> economy.escrow().settle(1, presented, now));
        assertThat(economy.escrow().settle(0, presented, now)).hasSize(1);
        assertThat(economy.escrow().settle(0, presented, now)).isEmpty();
        assertThat(tk(CREATOR)).isEqualTo(Wei.ofTokens(1));
    }
}
