package dev.ovation.queue;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Between a job's payload and the JSON text that Redis keeps. Implementations are safe for many threads.
 *
 * <p>The text must be JSON (in UTF-8), since Node programs, Bull Board and BullMQ's scripts read it as such.
 *
 * @param <T> the payload, by default any record that Jackson knows to write and read
 */
public interface PayloadCodec<T> {

    /**
     * @throws PayloadException if the payload can't be written
     */
    byte[] encode(T payload);

    /**
     * @throws PayloadException if the text is not such a payload
     */
    T decode(byte[] json);

    /** Jackson's default reading and writing of a record or class; unknown members are ignored. */
    static <T> PayloadCodec<T> json(Class<T> type) {
        return json(type, Json.MAPPER);
    }

    /** The same with a mapper of one's own, for modules and naming rules. */
    static <T> PayloadCodec<T> json(Class<T> type, JsonMapper mapper) {
        JavaType javaType = mapper.constructType(type);
        ObjectReader reader = mapper.readerFor(javaType);
        ObjectWriter writer = mapper.writerFor(javaType);
        return new PayloadCodec<>() {
            @Override
            public byte[] encode(T payload) {
                try {
                    return writer.writeValueAsBytes(payload);
                } catch (JacksonException e) {
                    throw new PayloadException(
                            "a " + type.getSimpleName() + " can't be written as JSON: " + e.getOriginalMessage(), e);
                }
            }

            @Override
            public T decode(byte[] json) {
                try {
                    return reader.readValue(json);
                } catch (JacksonException e) {
                    throw new PayloadException(
                            "not the JSON of a " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
                }
            }
        };
    }
}
