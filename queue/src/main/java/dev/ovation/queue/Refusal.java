package dev.ovation.queue;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an error that Redis answered means, by the code that its text begins with. */
final class Refusal {

    /** Redis before 7 has the code of what went wrong in a script after the place in the script. */
    private static final Pattern IN_SCRIPT =
            Pattern.compile("^ERR Error running script.* @user_script: \\d+: -([A-Z]+) ");

    /**
     * It starts, is or becomes a replica, its cluster is being mended, it runs somebody's slow script; it can't keep
     * what it is told: its disk fails, its replicas are away, its memory is full. The first error of a script that
     * writes is one of these or none is, so nothing was changed.
     */
    private static final Set<String> PASSING = Set.of(
            "LOADING",
            "READONLY",
            "MASTERDOWN",
            "UNBLOCKED",
            "CLUSTERDOWN",
            "TRYAGAIN",
            "BUSY",
            "MISCONF",
            "NOREPLICAS",
            "OOM");

    private static final String NO_MORE_CLIENTS = "ERR max number of clients";

    private Refusal() {}

    /** Whether the same command will be accepted later, without anybody changing it. */
    static boolean passes(@Nullable String message) {
        return message != null && (PASSING.contains(code(message)) || message.startsWith(NO_MORE_CLIENTS));
    }

    /**
     * Whether another connection is needed: a fail-over made this server a replica, and the next dial finds the new
     * master by its name; or it has hung up.
     */
    static boolean endsSession(@Nullable String message) {
        if (message == null) {
            return false;
        }
        String code = code(message);
        return code.equals("READONLY") || code.equals("MASTERDOWN") || message.startsWith(NO_MORE_CLIENTS);
    }

    private static String code(String message) {
        Matcher inScript = IN_SCRIPT.matcher(message);
        return inScript.find() ? inScript.group(1) : message.split(" ", 2)[0];
    }
}
