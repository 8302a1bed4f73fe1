package dev.ovation.queue;

import java.util.regex.Pattern;

/** The repeatable jobs of BullMQ 5 and older, which BullMQ 6 no longer continues. */
final class LegacyRepeat {

    /** name:id:end:zone:interval, or a pattern, which has spaces, in the last place. */
    private static final Pattern KEY = Pattern.compile("[^:]*:[^:]*:\\d*:[^:]*:(\\d+|.*\\s.*)");

    private LegacyRepeat() {}

    static boolean looksLike(String key) {
        return key.indexOf(':') >= 0 && KEY.matcher(key).matches();
    }
}
