package dev.ovation.runtime.http;

import dev.ovation.core.refusal.RefusalCode;
import java.util.List;

/** Fields that can't be what they are. Nothing has changed; an answer, not an incident, hence without a stack trace. */
public final class InvalidInput extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final transient List<FieldError> errors;

    /**
     * @param errors at least one; the first gives the answer its code
     */
    public InvalidInput(List<FieldError> errors) {
        super(errors.getFirst().detail(), null, false, false);
        this.errors = List.copyOf(errors);
    }

    public InvalidInput(String field, RefusalCode code, String detail) {
        this(List.of(new FieldError(field, code, detail)));
    }

    public List<FieldError> errors() {
        return errors;
    }
}
