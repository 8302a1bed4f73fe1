package dev.ovation.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Patterns mean to Java what they mean to Node's cron-parser, to the second. */
class CronPatternTest extends NodeTest {

    private static final List<String> ZONES =
            List.of("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe");

    private record Question(String pattern, String tz, long from) {}

    @Test
    void patternsOfEveryKindAndMoment() {
        List<String> patterns = List.of(
                "* * * * *",
                "*/15 * * * *",
                "0 * * * *",
                "0 0 * * *",
                "0 0 * * 0",
                "0 0 * * 7",
                "30 2 * * *",
                "15 10 1 * *",
                "0 0 29 2 *",
                "0 9-17 * * mon-fri",
                "5,35 */6 1,15 jan,JUL *",
                "0 12 13 * 5",
                "0 0 L * *",
                "0 0 * * 5L",
                "0 0 * * 1#2",
                "0 0 * * 6-7",
                "*/10 * * * * *",
                "30 59 23 31 12 ?",
                "0 0 1-7 * 1",
                "7/20 3 * * *",
                "@daily",
                "@weekdays",
                "@monthly",
                "0 0 31 * *",
                "0 1 * * *");
        List<Question> questions = new ArrayList<>();
        Random random = new Random(7);
        long start = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();
        for (String pattern : patterns) {
            for (String zone : ZONES) {
                for (int i = 0; i < 6; i++) {
                    questions.add(new Question(pattern, zone, (start + random.nextInt(86_400 * 700)) * 1_000L));
                }
            }
        }
        compare(questions);
    }

    @Test
    void theHoursAroundEachChangeOfClocks() {
        List<Question> questions = new ArrayList<>();
        for (String pattern : List.of("30 2 * * *", "0 3 * * *", "30 1 * * *", "15 * * * *", "0 2 * * *")) {
            for (String day : List.of("2026-03-28", "2026-10-24", "2026-03-29", "2026-10-25")) {
                for (int hour = 0; hour < 24; hour += 3) {
                    long from = Instant.parse(day + "T00:20:00Z")
                            .plusSeconds(hour * 3_600L)
                            .toEpochMilli();
                    questions.add(new Question(pattern, "Europe/Berlin", from));
                }
            }
        }
        compare(questions);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * * 13 *",
                "* * * * 8",
                "*/0 * * * *",
                "5-1 * * * *",
                "a * * * *",
                "* * * * * * *",
                "1,,2 * * * *",
                "* * * * mon#6"
            })
    void whatIsNoPatternIsRefused(String pattern) {
        assertThatThrownBy(() -> CronPattern.of(pattern)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void zonesUnderAllTheirNames() {
        List<Question> questions = new ArrayList<>();
        for (String zone :
                List.of("utc", "gmt", "europe/berlin", "EST", "mst", "PST", "EST5EDT", "UTC+3", "utc-5:30", "local")) {
            for (int month = 1; month <= 12; month += 3) {
                questions.add(new Question(
                        "30 2 * * *",
                        zone,
                        LocalDate.of(2026, month, 27)
                                .atStartOfDay(ZoneOffset.UTC)
                                .toInstant()
                                .toEpochMilli()));
            }
        }
        compare(questions);
    }

    @Test
    void aDayThatNeverComesHasNoTime() {
        assertThat(CronPattern.of("0 0 30 2 *").after(Instant.EPOCH, ZoneId.of("UTC")))
                .isEmpty();
    }

    private void compare(List<Question> questions) {
        JsonNode times = node.run("""
                const {CronExpressionParser} = require('cron-parser');
                return QUESTIONS.map(({pattern, tz, from}) =>
                  CronExpressionParser.parse(pattern, {tz, currentDate: new Date(from)}).next().getTime());
                """.replace("QUESTIONS", Text.string(Json.write(questions))));
        Map<Question, Instant> expected = new java.util.LinkedHashMap<>();
        Map<Question, Instant> actual = new java.util.LinkedHashMap<>();
        for (int i = 0; i < questions.size(); i++) {
            Question question = questions.get(i);
            expected.put(question, Instant.ofEpochMilli(times.get(i).asLong()));
            actual.put(
                    question,
                    CronPattern.of(question.pattern)
                            .after(Instant.ofEpochMilli(question.from), ScheduleZone.of(question.tz))
                            .orElseThrow());
        }
        assertThat(actual).containsExactlyEntriesOf(expected);
    }
}
