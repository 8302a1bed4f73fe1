package dev.ovation.queue;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The time zone of a schedule, under the names by which Node's luxon, on which cron-parser stands, knows it. */
final class ScheduleZone {

    private static final Pattern FROM_UTC = Pattern.compile("utc(([+-])(\\d{1,2})(:(\\d{2}))?)");

    private static final Map<String, ZoneId> BY_NAME = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    static {
        ZoneId.SHORT_IDS.forEach((name, id) -> BY_NAME.put(name, ZoneId.of(id)));
        ZoneId.getAvailableZoneIds().forEach(id -> BY_NAME.put(id, ZoneId.of(id)));
    }

    private ScheduleZone() {}

    /**
     * @param name in any case; null for that of this program
     * @throws java.time.DateTimeException if there is no such zone
     */
    static ZoneId of(@Nullable String name) {
        String lower = name == null ? "local" : name.toLowerCase(Locale.ROOT);
        if (lower.equals("local") || lower.equals("system") || lower.equals("default")) {
            return ZoneId.systemDefault();
        }
        Matcher fromUtc = FROM_UTC.matcher(lower);
        if (fromUtc.matches()) {
            int sign = fromUtc.group(2).equals("-") ? -1 : 1;
            int hours = Integer.parseInt(fromUtc.group(3));
            int minutes = fromUtc.group(5) == null ? 0 : Integer.parseInt(fromUtc.group(5));
            return ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
        }
        ZoneId known = BY_NAME.get(lower);
        return known == null ? ZoneId.of(String.valueOf(name)) : known;
    }

    /** As Node can read it: it has no zone named +03:00. */
    static String name(ZoneId zone) {
        boolean isOffset = zone instanceof ZoneOffset || zone.getId().matches("(UTC|GMT|UT)[+-].*");
        if (!isOffset) {
            return zone.getId();
        }
        String offset = zone.normalized().getId();
        return offset.equals("Z") ? "UTC" : "UTC" + offset;
    }
}
