package dev.ovation.runtime.http;

import dev.ovation.core.refusal.RefusalCode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The query of a request, read strictly: a name comes once, a route knows it, and percent-encoding is right. */
public final class Query {

    private final Map<String, String> values;

    private Query(Map<String, String> values) {
        this.values = values;
    }

    /**
     * @param raw as it stood in the request, without the question mark
     * @throws InvalidInput if it is no query
     */
    static Query parse(String raw) {
        Map<String, String> values = new HashMap<>();
        if (!raw.isEmpty()) {
            for (String pair : raw.split("&", -1)) {
                int sign = pair.indexOf('=');
                String name = PercentEncoding.decode("query", sign < 0 ? pair : pair.substring(0, sign), true);
                String value = sign < 0 ? "" : PercentEncoding.decode("query", pair.substring(sign + 1), true);
                if (values.put(name, value) != null) {
                    throw new InvalidInput("query", RefusalCode.INVALID_FIELD, "A name stands twice in the query.");
                }
            }
        }
        return new Query(values);
    }

    /** Says which names there are; another one is refused. */
    public Query knowing(String... names) {
        Set<String> known = Set.of(names);
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw new InvalidInput(
                        name.length() > 64 ? name.substring(0, 64) : name,
                        RefusalCode.UNKNOWN_FIELD,
                        "There is a query parameter that this route does not know.");
            }
        }
        return this;
    }

    public FieldText text(String name) {
        return optional(name)
                .orElseThrow(() -> new InvalidInput(name, RefusalCode.MISSING_FIELD, name + " is missing."));
    }

    /** Empty if it is missing; one without a value is an empty text. */
    public Optional<FieldText> optional(String name) {
        return Optional.ofNullable(values.get(name)).map(text -> new FieldText(name, text));
    }
}
