package dev.ovation.queue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The JSON that BullMQ itself keeps in a job: options, progress, stack traces. */
final class Json {

    static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};
    private static final TypeReference<List<String>> STRINGS = new TypeReference<>() {};

    private Json() {}

    static byte[] write(@Nullable Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JacksonException e) {
            throw new PayloadException("can't be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    static <R> R read(byte[] json, Class<R> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JacksonException e) {
            throw new PayloadException("not the JSON of a " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }

    /** An object's members in order; empty for what is not an object. */
    static Map<String, Object> object(byte @Nullable [] json) {
        if (json == null || json.length < 3) {
            return Map.of();
        }
        try {
            return MAPPER.readValue(json, OBJECT);
        } catch (JacksonException e) {
            return Map.of();
        }
    }

    /** A list of texts; empty for what is not one. */
    static List<String> strings(byte @Nullable [] json) {
        if (json == null || json.length < 3) {
            return List.of();
        }
        try {
            return MAPPER.readValue(json, STRINGS);
        } catch (JacksonException e) {
            return List.of();
        }
    }
}
