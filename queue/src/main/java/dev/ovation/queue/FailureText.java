package dev.ovation.queue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** A failure as a job keeps it: its message, and the stack traces of its attempts. */
final class FailureText {

    /** Node keeps any number; a job that is retried for weeks must not grow without end. */
    private static final int MOST_TRACES = 20;

    private static final int LONGEST_TRACE = 8_192;

    private FailureText() {}

    static String reason(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isEmpty() ? failure.getClass().getName() : message;
    }

    /** The JSON list of the traces that the job had and this one, of which the newest are kept. */
    static byte[] traces(StoredJob job, Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        String trace = text.toString().strip();
        List<String> traces = new ArrayList<>(job.stackTraces());
        traces.add(trace.length() > LONGEST_TRACE ? trace.substring(0, LONGEST_TRACE) : trace);
        int limit = job.options.stored().get("stackTraceLimit") instanceof Number number
                ? Math.clamp(number.longValue(), 0, MOST_TRACES)
                : MOST_TRACES;
        return Json.write(traces.subList(Math.max(0, traces.size() - limit), traces.size()));
    }
}
