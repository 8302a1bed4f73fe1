package dev.ovation.standalone;

import dev.ovation.runtime.wiring.Logs;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/** What a person at the terminal reads: short lines, each of which says something. */
public final class Console {

    private final PrintStream out;
    private final boolean colour;
    private final Instant start = Instant.now();

    public Console(PrintStream out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    /** The terminal, with the parts inside this process kept quiet: their news is for the servers' log files. */
    public static Console ofTerminal() {
        System.setProperty("LOG_FORMAT", "text");
        System.setProperty("LOG_LEVEL", "WARN");
        Logs.bridge();
        return new Console(System.out, System.console() != null && System.getenv("NO_COLOR") == null);
    }

    public void line(String text) {
        out.println(text);
        out.flush();
    }

    public void step(String text) {
        double seconds = Duration.between(start, Instant.now()).toMillis() / 1000.0;
        line(String.format(java.util.Locale.ROOT, "%s  %s", dim(String.format("%6.1f s", seconds)), text));
    }

    public void title(String text) {
        line("");
        line(bold(text));
    }

    public String bold(String text) {
        return colour ? "\u001b[1m" + text + "\u001b[0m" : text;
    }

    public String dim(String text) {
        return colour ? "\u001b[2m" + text + "\u001b[0m" : text;
    }

    public String good(String text) {
        return colour ? "\u001b[32m" + text + "\u001b[0m" : text;
    }
}
