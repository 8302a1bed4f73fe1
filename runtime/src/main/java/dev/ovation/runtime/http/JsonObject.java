package dev.ovation.runtime.http;

import dev.ovation.core.refusal.RefusalCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A JSON object that a client sent, read strictly: what is missing, unknown or of another type is refused with its
 * place. Numbers are no texts and texts no numbers; amounts are always texts.
 */
public final class JsonObject {

    private final String at;
    private final JsonNode node;

    private JsonObject(String at, JsonNode node) {
        this.at = at;
        this.node = node;
    }

    /** The whole of a body. */
    static JsonObject body(JsonNode node) {
        return new JsonObject("", node);
    }

    /**
     * Says which fields there are; all that is missing or unknown is refused together.
     *
     * @param optional may be missing; {@code null} counts as missing everywhere
     */
    public JsonObject shaped(Set<String> required, Set<String> optional) {
        List<FieldError> errors = new ArrayList<>();
        required.stream()
                .sorted()
                .filter(name -> !has(name))
                .forEach(name -> errors.add(
                        new FieldError(place(name), RefusalCode.MISSING_FIELD, place(name) + " is missing.")));
        node.propertyNames().stream()
                .filter(name -> !required.contains(name) && !optional.contains(name))
                .map(name -> name.length() > 64 ? name.substring(0, 64) : name)
                .forEach(name -> errors.add(new FieldError(
                        place(name), RefusalCode.UNKNOWN_FIELD, "There is a field that this route does not know.")));
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors);
        }
        return this;
    }

    public boolean has(String name) {
        JsonNode value = node.get(name);
        return value != null && !value.isNull();
    }

    /** A text. */
    public FieldText text(String name) {
        JsonNode value = required(name);
        if (!value.isString()) {
            throw wrong(name, "must be a string");
        }
        return new FieldText(place(name), value.stringValue());
    }

    public Optional<FieldText> optionalText(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    /** A whole number, as a number or as a decimal string. */
    public FieldText wholeNumber(String name) {
        JsonNode value = required(name);
        return value.isIntegralNumber() ? new FieldText(place(name), value.asString()) : text(name);
    }

    public boolean bool(String name) {
        JsonNode value = required(name);
        if (!value.isBoolean()) {
            throw wrong(name, "must be true or false");
        }
        return value.booleanValue();
    }

    public JsonObject object(String name) {
        JsonNode value = required(name);
        if (!value.isObject()) {
            throw wrong(name, "must be an object");
        }
        return new JsonObject(place(name), value);
    }

    /** A list of objects. */
    public List<JsonObject> objects(String name, int least, int most) {
        JsonNode value = required(name);
        if (!value.isArray() || value.size() < least || value.size() > most) {
            throw wrong(name, "must be a list of " + least + " to " + most + " objects");
        }
        List<JsonObject> objects = new ArrayList<>(value.size());
        for (int i = 0; i < value.size(); i++) {
            if (!value.get(i).isObject()) {
                throw wrong(name, "must hold objects only");
            }
            objects.add(new JsonObject(place(name) + "[" + i + "]", value.get(i)));
        }
        return objects;
    }

    /** A list of texts. */
    public List<FieldText> texts(String name, int least, int most) {
        JsonNode value = required(name);
        if (!value.isArray() || value.size() < least || value.size() > most) {
            throw wrong(name, "must be a list of " + least + " to " + most + " strings");
        }
        List<FieldText> texts = new ArrayList<>(value.size());
        for (int i = 0; i < value.size(); i++) {
            if (!value.get(i).isString()) {
                throw wrong(name, "must hold strings only");
            }
            texts.add(new FieldText(place(name) + "[" + i + "]", value.get(i).stringValue()));
        }
        return texts;
    }

    private JsonNode required(String name) {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            throw new InvalidInput(place(name), RefusalCode.MISSING_FIELD, place(name) + " is missing.");
        }
        return value;
    }

    private InvalidInput wrong(String name, String predicate) {
        return new InvalidInput(place(name), RefusalCode.INVALID_FIELD, place(name) + " " + predicate + ".");
    }

    private String place(String name) {
        return at.isEmpty() ? name : at + "." + name;
    }
}
