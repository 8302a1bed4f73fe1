package dev.ovation.api.statements;

import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.statement.Statements;
import dev.ovation.runtime.http.FieldText;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/** Writes a cursor of statements as one opaque text, and reads it back. */
final class Cursors {

    private static final int MAX_LENGTH = 600;

    private Cursors() {}

    static String write(Statements.Cursor cursor) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((cursor.at() + " " + cursor.key()).getBytes(StandardCharsets.UTF_8));
    }

    static Statements.Cursor read(FieldText field) {
        try {
            if (field.text().length() > MAX_LENGTH) {
                throw new IllegalArgumentException("too long");
            }
            String text = new String(Base64.getUrlDecoder().decode(field.text()), StandardCharsets.UTF_8);
            int blank = text.indexOf(' ');
            if (blank < 0) {
                throw new IllegalArgumentException("no cursor of ours");
            }
            return new Statements.Cursor(Instant.parse(text.substring(0, blank)), text.substring(blank + 1));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw field.invalid(RefusalCode.INVALID_CURSOR, "is no cursor that an earlier page gave");
        }
    }
}
