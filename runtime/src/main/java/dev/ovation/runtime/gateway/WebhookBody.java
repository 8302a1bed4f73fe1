package dev.ovation.runtime.gateway;

import dev.ovation.core.payment.Cents;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import dev.ovation.core.value.Wei;
import dev.ovation.core.withdrawal.WithdrawalId;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a webhook whose sender is known already: what is missing or wrong is refused by name. */
final class WebhookBody {

    private static final int MAX_TEXT = 500;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final JsonNode node;

    private WebhookBody(JsonNode node) {
        this.node = node;
    }

    static WebhookBody of(byte[] body) {
        try {
            JsonNode node = MAPPER.readTree(body);
            if (node != null && node.isObject()) {
                return new WebhookBody(node);
            }
        } catch (JacksonException e) {
            // said below
        }
        throw new Refused(RefusalCode.MALFORMED_JSON, "The webhook's body is no JSON object.");
    }

    /** A member that is an object itself. */
    WebhookBody object(String name) {
        JsonNode member = node.path(name);
        if (!member.isObject()) {
            throw missing(name);
        }
        return new WebhookBody(member);
    }

    String text(String name) {
        JsonNode member = node.path(name);
        if (!member.isString()
                || member.stringValue().isBlank()
                || member.stringValue().length() > MAX_TEXT) {
            throw missing(name);
        }
        return member.stringValue();
    }

    /** A text that may be missing. */
    String textOr(String name, String fallback) {
        String text = node.path(name).asString(fallback);
        return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
    }

    /** An amount in cents. */
    Wei cents(String name) {
        JsonNode member = node.path(name);
        if (!member.isIntegralNumber() || !member.canConvertToLong() || member.longValue() < 0) {
            throw new Refused(RefusalCode.INVALID_FIELD, name + " must be an amount in cents.");
        }
        return Cents.toWei(member.longValue());
    }

    WithdrawalId withdrawal(String name) {
        try {
            return WithdrawalId.of(text(name));
        } catch (IllegalArgumentException e) {
            throw new Refused(RefusalCode.INVALID_FIELD, name + " must be a withdrawal's id.");
        }
    }

    private static Refused missing(String name) {
        return new Refused(
                RefusalCode.MISSING_FIELD, "The webhook's " + name + " is missing or not of the right kind.");
    }
}
