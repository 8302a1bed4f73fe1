package dev.ovation.queue;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** One field of a cron pattern, and how its text becomes the set of numbers that it means. */
enum CronField {
    SECOND(0, 59, List.of()),
    MINUTE(0, 59, List.of()),
    HOUR(0, 23, List.of()),
    DAY_OF_MONTH(1, 31, List.of()),
    MONTH(1, 12, List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")),
    DAY_OF_WEEK(0, 7, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat"));

    private final int min;
    private final int max;
    private final List<String> names;

    CronField(int min, int max, List<String> names) {
        this.min = min;
        this.max = max;
        this.names = names;
    }

    /**
     * Reads a list of {@code *}, values, ranges and steps.
     *
     * @throws IllegalArgumentException if it is something else, out of range, or says a value twice
     */
    BitSet parse(String field) {
        BitSet set = new BitSet(max + 1);
        for (String part : field.split(",", -1)) {
            BitSet values = values(part);
            if (set.intersects(values)) {
                throw wrong(part);
            }
            set.or(values);
        }
        return set;
    }

    private BitSet values(String part) {
        String[] stepped = part.split("/", -1);
        if (stepped.length > 2) {
            throw wrong(part);
        }
        int step = stepped.length == 2 ? number(stepped[1], part) : 1;
        if (step < 1) {
            throw wrong(part);
        }
        int from;
        int to;
        if (stepped[0].equals("*") || stepped[0].equals("?")) {
            from = min;
            to = max;
        } else {
            String[] range = stepped[0].split("-", -1);
            if (range.length > 2) {
                throw wrong(part);
            }
            from = value(range[0], part);
            to = range.length == 2 ? value(range[1], part) : stepped.length == 2 ? max : from;
        }
        if (from > to) {
            throw wrong(part);
        }
        BitSet set = new BitSet(max + 1);
        for (long i = from; i <= to; i += step) {
            set.set((int) i);
        }
        if (this == DAY_OF_WEEK && set.get(7)) {
            // Sunday; 7 stays in what is compared with the list's other parts where it is the end of a range.
            set.set(0);
            set.set(7, from < 7);
        }
        return set;
    }

    private int value(String text, String part) {
        int named = names.indexOf(text.toLowerCase(Locale.ROOT));
        int value = named >= 0 ? named + (this == MONTH ? 1 : 0) : number(text, part);
        if (value < min || value > max) {
            throw wrong(part);
        }
        return value;
    }

    private int number(String text, String part) {
        if (!text.matches("\\d{1,9}")) {
            throw wrong(part);
        }
        return Integer.parseInt(text);
    }

    private IllegalArgumentException wrong(String part) {
        return new IllegalArgumentException(
                "not a cron " + name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + part);
    }
}
