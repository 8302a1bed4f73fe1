package dev.ovation.api.statements;

import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.statement.StatementEntry;
import dev.ovation.core.statement.Statements;
import dev.ovation.core.value.Address;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.FieldText;
import dev.ovation.runtime.http.Page;
import dev.ovation.runtime.http.Query;
import dev.ovation.runtime.http.Route;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * {@code GET /api/statements}: one's own movements of a period, newest first; as CSV with {@code format=csv} or by the
 * Accept header. A page of CSV says in its {@code Link} header where the next one is.
 */
public final class GetStatements implements Endpoint {

    private static final int CSV_ROWS = 1000;
    private final Statements statements;
    private final Clock clock;

    public GetStatements(Statements statements, Clock clock) {
        this.statements = statements;
        this.clock = clock;
    }

    private enum Format {
        JSON,
        CSV
    }

    @Override
    public Route route() {
        return Route.get("/api/statements");
    }

    @Override
    public Answer answer(Call call) {
        Query query = call.query().knowing("from", "until", "format", "cursor", "limit");
        Format format = query.optional("format")
                .map(text -> text.oneOf(Format.class))
                .orElseGet(() -> call.header("Accept")
                                .filter(accept -> accept.startsWith("text/csv"))
                                .isPresent()
                        ? Format.CSV
                        : Format.JSON);
        Instant from = query.optional("from").map(GetStatements::moment).orElse(Instant.EPOCH);
        Instant until = query.optional("until")
                .map(GetStatements::moment)
                .orElseGet(() -> clock.instant().plusSeconds(1));
        Optional<Statements.Cursor> after = query.optional("cursor").map(Cursors::read);
        Address wallet = call.account().wallet();
        if (format == Format.CSV) {
            int limit = query.optional("limit")
                    .map(text -> text.integer(1, CSV_ROWS))
                    .orElse(CSV_ROWS);
            return csv(statements.of(wallet, from, until, after, limit), limit);
        }
        int limit = Page.limit(query);
        return Answer.ok(
                Page.of(statements.of(wallet, from, until, after, limit), limit, EntryView::of, GetStatements::cursor));
    }

    private static Answer csv(List<StatementEntry> entries, int limit) {
        StringBuilder text = new StringBuilder(Csv.line(EntryView.COLUMNS));
        entries.forEach(entry -> text.append(Csv.line(EntryView.of(entry).cells())));
        Answer answer = Answer.text(200, "text/csv; charset=utf-8", text.toString())
                .with("Content-Disposition", "attachment; filename=\"statement.csv\"");
        return entries.size() < limit
                ? answer
                : answer.with(
                        "Link", "</api/statements?format=csv&cursor=" + cursor(entries.getLast()) + ">; rel=\"next\"");
    }

    private static String cursor(StatementEntry last) {
        return Cursors.write(Statements.Cursor.after(last));
    }

    private static Instant moment(FieldText text) {
        try {
            return Instant.parse(text.text());
        } catch (DateTimeParseException e) {
            throw text.invalid(RefusalCode.INVALID_FIELD, "must be a moment such as 2026-01-31T00:00:00Z");
        }
    }
}
