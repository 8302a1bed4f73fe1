package dev.ovation.queue;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * A cron pattern as Node's cron-parser reads it: five fields (minute, hour, day of month, month, day of week) or six
 * with the second in front; lists, ranges, steps, names of months and days, {@code ?}, {@code L} and {@code #}. What
 * cron-parser refuses is refused; of what it accepts, hashed values ({@code H}), which differ from program to program, and
 * patterns of fewer than five fields are not read.
 *
 * <p>A day matches where both day fields are restricted if either does. On the day when clocks go forward, what falls
 * into the missing hour runs in the hour after it; when they go back, the repeated hour runs once, except for patterns
 * of every hour. Where clocks change at midnight (Beirut, Havana) cron-parser's times of that night may be others.
 */
final class CronPattern {

    /** Farther than any date that a pattern can mean: 29 February across a century that has none. */
    private static final int YEARS_AHEAD = 10;

    private static final int LONGEST = 1_024;

    private final BitSet seconds;
    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet months;
    private final CronDays days;

    private CronPattern(BitSet seconds, BitSet minutes, BitSet hours, BitSet months, CronDays days) {
        this.seconds = seconds;
        this.minutes = minutes;
        this.hours = hours;
        this.months = months;
        this.days = days;
    }

    /**
     * @throws IllegalArgumentException if it is not a cron pattern
     */
    static CronPattern of(String pattern) {
        String[] fields = spelledOut(pattern).strip().split("\\s+");
        if (pattern.length() > LONGEST) {
            throw new IllegalArgumentException("a cron pattern has no more than " + LONGEST + " characters");
        }
        if (fields.length != 5 && fields.length != 6) {
            throw new IllegalArgumentException("a cron pattern has five or six fields: " + pattern);
        }
        int first = fields.length - 5;
        BitSet months = CronField.MONTH.parse(fields[first + 3]);
        CronDays days = CronDays.of(fields[first + 2], fields[first + 4]);
        if (months.cardinality() == 1 && days.neverComesIn(Month.of(months.nextSetBit(0)))) {
            throw new IllegalArgumentException("a day that never comes: " + pattern);
        }
        return new CronPattern(
                first == 1 ? CronField.SECOND.parse(fields[0]) : only(0),
                CronField.MINUTE.parse(fields[first]),
                CronField.HOUR.parse(fields[first + 1]),
                months,
                days);
    }

    /** The first time after this one; empty if there is none within ten years, as for 31 April or June. */
    Optional<Instant> after(Instant base, ZoneId zone) {
        LocalDateTime from = LocalDateTime.ofInstant(base, zone);
        LocalDate day = from.toLocalDate();
        LocalDate last = day.plusYears(YEARS_AHEAD);
        while (day.isBefore(last)) {
            if (!months.get(day.getMonthValue())) {
                day = day.withDayOfMonth(1).plusMonths(1);
            } else {
                Optional<Instant> found = days.matches(day) ? within(day, base, zone) : Optional.empty();
                if (found.isPresent()) {
                    return found;
                }
                day = day.plusDays(1);
            }
        }
        return Optional.empty();
    }

    private Optional<Instant> within(LocalDate day, Instant base, ZoneId zone) {
        ZoneOffset atStart = zone.getRules().getOffset(day.atStartOfDay());
        Instant start = day.atStartOfDay().toInstant(atStart);
        Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
        boolean clocksChange = !start.plus(1, ChronoUnit.DAYS).equals(end)
                || !day.atStartOfDay(zone).toInstant().equals(start);
        if (clocksChange) {
            return withinOddDay(day, base, zone);
        }
        if (base.isBefore(start)) {
            return firstAtOrAfter(LocalTime.MIDNIGHT)
                    .map(time -> day.atTime(time).toInstant(atStart));
        }
        LocalDateTime next = LocalDateTime.ofInstant(base, atStart)
                .truncatedTo(ChronoUnit.SECONDS)
                .plusSeconds(1);
        return next.toLocalDate().equals(day)
                ? firstAtOrAfter(next.toLocalTime())
                        .map(time -> day.atTime(time).toInstant(atStart))
                : Optional.empty();
    }

    private Optional<LocalTime> firstAtOrAfter(LocalTime from) {
        for (int hour = hours.nextSetBit(from.getHour()); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
            boolean sameHour = hour == from.getHour();
            for (int minute = minutes.nextSetBit(sameHour ? from.getMinute() : 0);
                    minute >= 0;
                    minute = minutes.nextSetBit(minute + 1)) {
                int second = seconds.nextSetBit(sameHour && minute == from.getMinute() ? from.getSecond() : 0);
                if (second >= 0) {
                    return Optional.of(LocalTime.of(hour, minute, second));
                }
            }
        }
        return Optional.empty();
    }

    /** The day when clocks change: every time of the pattern is looked at, since their order may be another. */
    private Optional<Instant> withinOddDay(LocalDate day, Instant base, ZoneId zone) {
        boolean everyHour = hours.cardinality() == 24;
        Instant first = null;
        for (int hour = hours.nextSetBit(0); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
            for (int minute = minutes.nextSetBit(0); minute >= 0; minute = minutes.nextSetBit(minute + 1)) {
                for (int second = seconds.nextSetBit(0); second >= 0; second = seconds.nextSetBit(second + 1)) {
                    LocalDateTime local = day.atTime(hour, minute, second);
                    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
                    if (offsets.isEmpty() && everyHour) {
                        continue;
                    }
                    Instant candidate = local.atZone(zone).toInstant();
                    if (offsets.size() == 2 && everyHour && !candidate.isAfter(base)) {
                        candidate = local.toInstant(offsets.get(1));
                    }
                    if (candidate.isAfter(base) && (first == null || candidate.isBefore(first))) {
                        first = candidate;
                    }
                }
            }
        }
        return Optional.ofNullable(first);
    }

    private static String spelledOut(String pattern) {
        return switch (pattern) {
            case "@yearly", "@annually" -> "0 0 1 1 *";
            case "@monthly" -> "0 0 1 * *";
            case "@weekly" -> "0 0 * * 0";
            case "@daily" -> "0 0 * * *";
            case "@hourly" -> "0 * * * *";
            case "@minutely" -> "* * * * *";
            case "@secondly" -> "* * * * * *";
            case "@weekdays" -> "0 0 * * 1-5";
            case "@weekends" -> "0 0 * * 0,6";
            default -> pattern;
        };
    }

    private static BitSet only(int value) {
        BitSet set = new BitSet();
        set.set(value);
        return set;
    }

    /** The two fields that say on which days. */
    private record CronDays(
            BitSet ofMonth,
            boolean lastOfMonth,
            boolean anyOfMonth,
            BitSet ofWeek,
            BitSet lastOfWeek,
            int nthOfWeek,
            boolean anyOfWeek) {

        static CronDays of(String monthField, String weekField) {
            boolean lastOfMonth = false;
            StringBuilder monthRest = new StringBuilder();
            for (String part : monthField.split(",", -1)) {
                if (part.equals("L") && !lastOfMonth) {
                    lastOfMonth = true;
                } else {
                    monthRest.append(monthRest.isEmpty() ? "" : ",").append(part);
                }
            }
            int nth = 0;
            String week = weekField;
            int hash = weekField.indexOf('#');
            if (hash >= 0) {
                if (!weekField.matches("[^,\\-/#]+#[1-5]")) {
                    throw new IllegalArgumentException("a day of the week before # stands alone: " + weekField);
                }
                nth = weekField.charAt(hash + 1) - '0';
                week = weekField.substring(0, hash);
            }
            BitSet last = new BitSet();
            StringBuilder weekRest = new StringBuilder();
            for (String part : week.split(",", -1)) {
                if (part.matches("([0-7]|\\p{Alpha}{3})L")) {
                    BitSet day = CronField.DAY_OF_WEEK.parse(part.substring(0, part.length() - 1));
                    if (last.intersects(day)) {
                        throw new IllegalArgumentException("a last day of the week twice: " + weekField);
                    }
                    last.or(day);
                } else {
                    weekRest.append(weekRest.isEmpty() ? "" : ",").append(part);
                }
            }
            BitSet ofWeek = weekRest.isEmpty() ? new BitSet() : CronField.DAY_OF_WEEK.parse(weekRest.toString());
            if (ofWeek.get(7)) {
                ofWeek.clear(7);
                ofWeek.set(0);
            }
            return new CronDays(
                    monthRest.isEmpty() ? new BitSet() : CronField.DAY_OF_MONTH.parse(monthRest.toString()),
                    lastOfMonth,
                    isAny(monthField),
                    ofWeek,
                    last,
                    nth,
                    isAny(weekField));
        }

        boolean matches(LocalDate day) {
            boolean monthDay =
                    ofMonth.get(day.getDayOfMonth()) || (lastOfMonth && day.getDayOfMonth() == day.lengthOfMonth());
            boolean weekDay = matchesWeekDay(day);
            if (anyOfMonth) {
                return anyOfWeek || weekDay;
            }
            return anyOfWeek ? monthDay : monthDay || weekDay;
        }

        /** Whether no day of the week helps a day of the month that this month doesn't have. */
        boolean neverComesIn(Month month) {
            return anyOfWeek && !lastOfMonth && ofMonth.nextSetBit(0) > month.maxLength();
        }

        private boolean matchesWeekDay(LocalDate day) {
            DayOfWeek name = day.getDayOfWeek();
            int number = name.getValue() % 7;
            boolean nthMatches = nthOfWeek == 0 || (day.getDayOfMonth() + 6) / 7 == nthOfWeek;
            boolean isLast = day.getDayOfMonth() + 7 > day.lengthOfMonth();
            return (ofWeek.get(number) && nthMatches) || (lastOfWeek.get(number) && isLast);
        }

        private static boolean isAny(String field) {
            return field.equals("*") || field.equals("?");
        }
    }
}
