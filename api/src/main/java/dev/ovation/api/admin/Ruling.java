package dev.ovation.api.admin;

import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.JsonObject;
import java.util.Set;

/**
 * What a person decided of something held: {@code {decision: clear|reject, reason}}.
 *
 * @param reason for the files
 */
record Ruling(boolean clear, String reason) {

    private static final int MAX_REASON = 500;

    private enum Decision {
        CLEAR,
        REJECT
    }

    static Ruling read(Call call) {
        JsonObject body = call.json().shaped(Set.of("decision", "reason"), Set.of());
        return new Ruling(
                body.text("decision").oneOf(Decision.class) == Decision.CLEAR,
                body.text("reason").plain(MAX_REASON));
    }
}
