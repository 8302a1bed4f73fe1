package dev.ovation.api.statements;

import java.util.List;
import java.util.stream.Collectors;

/** Writes CSV as RFC 4180 has it. */
final class Csv {

    /** A cell that begins with one of these is a formula to spreadsheets. */
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private Csv() {}

    static String line(List<String> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",")) + "\r\n";
    }

    private static String cell(String text) {
        String harmless = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return harmless.chars().anyMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r')
                ? "\"" + harmless.replace("\"", "\"\"") + "\""
                : harmless;
    }
}
