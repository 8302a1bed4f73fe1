package dev.ovation.runtime.aml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovation.core.ledger.Token;
import dev.ovation.core.refusal.Unavailable;
import dev.ovation.core.screening.Decision;
import dev.ovation.core.screening.Subject;
import dev.ovation.core.screening.Verdict;
import dev.ovation.core.testing.ShiftingClock;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import dev.ovation.store.mongo.Mongo;
import dev.ovation.store.testing.MongoServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RuleScreeningTest {

    private static final Address DENIED = Address.of("0x00000000000000000000000000000000000000dd");

    private static MongoServer server;
    private static Mongo mongo;
    private static MongoScreeningHistory history;

    private final ShiftingClock clock = new ShiftingClock();
    private final Address fan = address();
    private final Address creator = address();
    private final RuleScreening screening = screening(new ScreeningRules(
            Map.of(Subject.Kind.INTENT, Wei.ofTokens(100), Subject.Kind.PAYMENT, Wei.ofTokens(1_000)),
            Map.of(Subject.Kind.INTENT, Wei.ofTokens(150)),
            Set.of(DENIED)));

    @BeforeAll
    static void start() {
        server = MongoServer.start();
        mongo = server.connect();
        history = new MongoScreeningHistory(mongo.database());
        history.ensureIndexes();
    }

    @AfterAll
    static void stop() {
        mongo.close();
        server.close();
    }

    private RuleScreening screening(ScreeningRules rules) {
        return new RuleScreening(rules, history, clock);
    }

    private static Address address() {
        return Address.of("0x"
                + (UUID.randomUUID() + "" + UUID.randomUUID()).replace("-", "").substring(0, 40));
    }

    private Subject gift(long tk) {
        return intent(UUID.randomUUID().toString(), fan, creator, Token.TK, Wei.ofTokens(tk));
    }

    private static Subject intent(String id, Address from, Address to, Token token, Wei amount) {
        return new Subject(Subject.Kind.INTENT, id, Optional.of(from), Optional.of(to), token, amount);
    }

    private Verdict verdict(Subject subject) {
        return screening.screen(subject).verdict();
    }

    @Test
    void an_amount_above_the_bound_waits_for_a_person() {
        assertThat(verdict(gift(100))).isEqualTo(Verdict.CLEAR);
        Wei above = Wei.ofTokens(100).plus(Wei.of(1));
        assertThat(screening.screen(intent("a", address(), creator, Token.TK, above)))
                .isEqualTo(new Decision(Verdict.HOLD, "The amount is above 100 TK."));
    }

    @Test
    void a_hundred_tki_count_as_one_tk() {
        assertThat(verdict(intent("b", address(), creator, Token.TKI, Wei.ofTokens(10_000))))
                .isEqualTo(Verdict.CLEAR);
        assertThat(verdict(intent("c", address(), creator, Token.TKI, Wei.ofTokens(10_001))))
                .isEqualTo(Verdict.HOLD);
    }

    @Test
    void a_denied_address_is_rejected_on_either_side_whatever_the_amount() {
        assertThat(verdict(intent("d", DENIED, creator, Token.TK, Wei.of(1)))).isEqualTo(Verdict.REJECT);
        assertThat(verdict(intent("e", fan, DENIED, Token.TK, Wei.ofTokens(999))))
                .isEqualTo(Verdict.REJECT);
        assertThat(verdict(new Subject(
                        Subject.Kind.PAYMENT, "f", Optional.empty(), Optional.of(DENIED), Token.TK, Wei.of(1))))
                .isEqualTo(Verdict.REJECT);
    }

    @Test
    void what_exceeds_the_day_waits_for_a_person_and_a_new_day_begins_at_zero() {
        assertThat(verdict(gift(90))).isEqualTo(Verdict.CLEAR);
        assertThat(verdict(gift(60))).isEqualTo(Verdict.CLEAR);
        assertThat(verdict(gift(1))).isEqualTo(Verdict.HOLD);
        clock.advance(Duration.ofDays(1));
        assertThat(verdict(gift(90))).isEqualTo(Verdict.CLEAR);
    }

    @Test
    void asking_twice_about_one_subject_counts_it_once_and_answers_the_same() {
        Subject first = gift(90);
        IntStream.range(0, 5).forEach(_ -> assertThat(verdict(first)).isEqualTo(Verdict.CLEAR));
        Subject second = gift(61);
        assertThat(verdict(second)).isEqualTo(Verdict.HOLD);
        assertThat(verdict(first)).isEqualTo(Verdict.CLEAR);
        clock.advance(Duration.ofDays(1));
        assertThat(verdict(second)).isEqualTo(Verdict.HOLD);
    }

    @Test
    void a_restart_forgets_nothing() {
        Subject subject = gift(100);
        screening.screen(subject);
        RuleScreening restarted =
                screening(new ScreeningRules(Map.of(), Map.of(Subject.Kind.INTENT, Wei.ofTokens(150)), Set.of()));
        assertThat(restarted.screen(gift(51)).verdict()).isEqualTo(Verdict.HOLD);
        assertThat(restarted.screen(subject).verdict()).isEqualTo(Verdict.CLEAR);
    }

    @Test
    void a_question_whose_answer_was_lost_in_a_crash_is_answered_without_counting_again() {
        Subject subject = gift(100);
        history.count(subject, fan, java.time.LocalDate.of(2026, 1, 1), Wei.ofTokens(100));
        assertThat(verdict(subject)).isEqualTo(Verdict.CLEAR);
    }

    @Test
    void many_at_once_never_let_more_pass_than_the_day_allows() {
        List<Subject> gifts = IntStream.range(0, 20).mapToObj(_ -> gift(50)).toList();
        Wei cleared = gifts.parallelStream()
                .filter(gift -> verdict(gift) == Verdict.CLEAR)
                .map(Subject::amount)
                .reduce(Wei.ZERO, Wei::plus);
        assertThat(cleared).isLessThanOrEqualTo(Wei.ofTokens(150));
    }

    @Test
    void a_kind_without_rules_is_clear() {
        assertThat(verdict(new Subject(
                        Subject.Kind.WITHDRAWAL,
                        "w",
                        Optional.of(creator),
                        Optional.empty(),
                        Token.TK,
                        Wei.ofTokens(1_000_000))))
                .isEqualTo(Verdict.CLEAR);
    }

    @Test
    void without_the_database_nothing_is_decided() {
        try (MongoServer other = MongoServer.start();
                Mongo lost = other.connect(Duration.ofSeconds(3))) {
            RuleScreening blind = new RuleScreening(
                    new ScreeningRules(Map.of(), Map.of(Subject.Kind.INTENT, Wei.ofTokens(150)), Set.of()),
                    new MongoScreeningHistory(lost.database()),
                    clock);
            if (other.isEmbedded()) {
                other.stop();
                assertThatThrownBy(() -> blind.screen(gift(1))).isInstanceOf(Unavailable.class);
            }
        }
    }
}
