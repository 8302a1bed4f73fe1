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
                "0 0 * * friL",
                "0 0 * * 1-7/2",
                "0 0 30 2 1",
                "*/90 * * * *",
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
                "* * * * mon#6",
                "* * * * mon#1#2",
                "* * * * mon-sun",
                "* * * * SAT-SUN",
                "* * * * 5-0",
                "* * * * 0,7",
                "* * * * 6-7,0",
                "* * * * 5l",
                "* * * * 5L,friL",
                "* * l * *",
                "* * L,L * *",
                "* * 1,1 * *",
                "*,5 * * * *",
                "1-5,3 * * * *",
                "0 0 30 2 *",
                " @daily"
            })
    void whatIsNoPatternIsRefused(String pattern) {
        assertThatThrownBy(() -> CronPattern.of(pattern)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Each field's parts one by one, put together at random: what Node would choke on must not be stored. */
    @Test
    void whatNodeRefusesIsRefusedAndWhatItAcceptsAccepted() {
        List<List<String>> parts = List.of(
                List.of("*", "0", "59", "60", "*/20", "5,45", "5,5", "10-20/5", "20-10", "7/20", "*,1", "05", "1-3,3"),
                List.of("*", "0", "23", "24", "*/2", "*/90", "0-5/2", "22-23", "2,14", "14,2,14", "1/3", "-1", "1-"),
                List.of("*", "?", "1", "31", "30", "0", "L", "l", "L,15", "L,L", "29", "1-31", "*/10", "28-31", "1,1"),
                List.of(
                        "*", "2", "jan", "JUL,jul", "jan-jun", "dec-jan", "9,10", "*/2", "13", "foo", "4", "2,2",
                        "1/5"),
                List.of(
                        "*", "?", "0", "7", "8", "0,7", "6-7", "6-7,0", "5-0", "mon-sun", "sun-sat", "SAT-SUN", "1-5",
                        "1-7/2", "*/2", "5L", "5l", "friL", "fril", "5L,5L", "5L,friL", "1L,3", "L", "mon#1", "mon#6",
                        "1#1#2", "1,2#1", "0-7", "mon,MON", "monday", "3/2"));
        Random random = new Random(11);
        List<Question> questions = new ArrayList<>();
        long from = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
        for (int i = 0; i < 4_000; i++) {
            List<String> fields = new ArrayList<>();
            int odd = random.nextInt(parts.size() + 2);
            for (int j = 0; j < parts.size(); j++) {
                List<String> some = parts.get(j);
                // One or two fields of a pattern at most are out of the ordinary, or next to none would be accepted.
                fields.add(j == odd || random.nextInt(3) == 0 ? some.get(random.nextInt(some.size())) : "*");
            }
            questions.add(new Question(String.join(" ", fields), "UTC", from));
        }
        JsonNode accepted = node.run("""
                const {CronExpressionParser} = require('cron-parser');
                return QUESTIONS.map(({pattern, tz}) => {
                  try { CronExpressionParser.parse(pattern, {tz}); return true; } catch (e) { return false; }
                });
                """.replace("QUESTIONS", Text.string(Json.write(questions))));
        List<String> byNode = new ArrayList<>();
        List<String> byJava = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            String pattern = questions.get(i).pattern;
            byNode.add(pattern + " " + accepted.get(i).asBoolean());
            byJava.add(pattern + " " + isAccepted(pattern));
        }
        assertThat(byJava).isEqualTo(byNode);
        assertThat(byNode.stream().filter(line -> line.endsWith("true")).count())
                .isBetween(1_000L, 3_000L);
    }

    private static boolean isAccepted(String pattern) {
        try {
            CronPattern.of(pattern);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
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
        assertThat(CronPattern.of("0 0 31 4,6 *").after(Instant.EPOCH, ZoneId.of("UTC")))
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
