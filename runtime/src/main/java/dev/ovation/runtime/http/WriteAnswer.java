package dev.ovation.runtime.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes an answer to the wire. A client that went away meanwhile is no error. */
public final class WriteAnswer {

    private static final Logger log = LoggerFactory.getLogger(WriteAnswer.class);

    /** Often enough to keep proxies from closing a quiet stream, and to notice clients that went away. */
    private final Duration heartbeat;

    public WriteAnswer(Duration heartbeat) {
        this.heartbeat = heartbeat;
    }

    void write(Call call, Answer answer, ServerResponse response) {
        try {
            response.status(answer.status());
            call.answerHeaders().forEach((name, value) -> response.header(HeaderNames.create(name), value));
            answer.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
            switch (answer.body()) {
                case Answer.Body.None none -> response.send();
                case Answer.Body.Json json -> send(call, response, "application/json", Json.bytes(json.value()));
                case Answer.Body.Raw raw -> send(call, response, raw.contentType(), raw.bytes());
                case Answer.Body.Stream stream -> stream(call, response, stream.source());
            }
        } catch (UncheckedIOException e) {
            log.debug("the client went away before its answer", e);
        }
    }

    private static void send(Call call, ServerResponse response, String contentType, byte[] bytes) {
        response.header(HeaderNames.CONTENT_TYPE, contentType);
        if (call.headOnly()) {
            response.contentLength(bytes.length);
            response.send();
        } else {
            response.send(bytes);
        }
    }

    private void stream(Call call, ServerResponse response, EventSource source) {
        response.header(HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-store"));
        if (call.headOnly()) {
            source.close();
            response.header(HeaderNames.CONTENT_TYPE, "text/event-stream");
            response.send();
            return;
        }
        try (source;
                SseSink sink = response.sink(SseSink.TYPE)) {
            sink.emit(comment("hello"));
            while (!source.isOver()) {
                Optional<EventSource.Item> item = source.next(heartbeat);
                sink.emit(item.map(WriteAnswer::event).orElseGet(() -> comment("still here")));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static SseEvent event(EventSource.Item item) {
        return SseEvent.builder().name(item.name()).data(Json.text(item.json())).build();
    }

    private static SseEvent comment(String text) {
        return SseEvent.builder().comment(text).build();
    }
}
