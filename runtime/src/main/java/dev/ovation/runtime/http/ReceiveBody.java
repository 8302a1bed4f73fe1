package dev.ovation.runtime.http;

import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The step of size and syntax: a body is no larger than allowed, of the right content type and well-formed; the query
 * and the headers that we act on are well-formed too.
 */
public final class ReceiveBody implements Step {

    private static final Logger log = LoggerFactory.getLogger(ReceiveBody.class);
    private static final Pattern JSON =
            Pattern.compile("application/json\\s*(;\\s*charset\\s*=\\s*\"?utf-8\"?\\s*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern IDEMPOTENCY_KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");

    private final int maxBytes;
    private final long arrival;

    public ReceiveBody(int maxBytes) {
        this(maxBytes, ConnectionLimits.ARRIVAL);
    }

    /**
     * @param arrival how long a body may take to arrive, however it drips
     */
    ReceiveBody(int maxBytes, Duration arrival) {
        this.maxBytes = maxBytes;
        this.arrival = arrival.toNanos();
    }

    @Override
    public Optional<Answer> pass(Call call) {
        ServerRequest request = call.request();
        call.queried(Query.parse(request.query().rawValue()));
        BodyRule rule = call.route().map(Route::body).orElse(BodyRule.NONE);
        requireSize(request);
        if (rule != BodyRule.NONE) {
            byte[] body = read(call, request);
            call.received(body);
            if (rule == BodyRule.JSON || (rule == BodyRule.OPTIONAL_JSON && body.length > 0)) {
                requireJson(call);
                call.parsed(Json.object(body));
            }
        }
        if (call.route().filter(Route::money).isPresent()) {
            requireIdempotencyKey(call);
        }
        return Optional.empty();
    }

    private void requireSize(ServerRequest request) {
        long announced = request.headers().contentLength().orElse(0);
        if (announced > maxBytes) {
            throw tooLarge();
        }
    }

    private byte[] read(Call call, ServerRequest request) {
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        requireNoEncoding(request);
        long announced = request.headers().contentLength().orElse(maxBytes);
        byte[] bytes;
        try {
            // One more than may come: what stops reading is the body's end, not the buffer's. The stream is not closed:
            // Helidon's would wait for a further piece.
            bytes = readAtMost(request.content().inputStream(), 1 + (int) Math.min(maxBytes, announced));
        } catch (IOException | RuntimeException e) {
            // A body that ends early, or chunks that are none: nobody knows where the next request would begin.
            log.debug("a body did not arrive", e);
            call.answerHeader("Connection", "close");
            throw new Refused(RefusalCode.MALFORMED_REQUEST, "The body did not arrive in time, or not as announced.");
        }
        if (bytes.length > maxBytes) {
            call.answerHeader("Connection", "close");
            throw tooLarge();
        }
        return bytes;
    }

    private byte[] readAtMost(InputStream in, int most) throws IOException {
        long begun = System.nanoTime();
        byte[] bytes = new byte[most];
        int length = 0;
        for (int read = 0; read >= 0 && length < most; read = in.read(bytes, length, most - length)) {
            length += read;
            if (System.nanoTime() - begun > arrival) {
                throw new SocketTimeoutException("the body drips");
            }
        }
        return Arrays.copyOf(bytes, length);
    }

    private static void requireNoEncoding(ServerRequest request) {
        request.headers()
                .first(HeaderNames.CONTENT_ENCODING)
                .map(encoding -> encoding.toLowerCase(Locale.ROOT))
                .filter(encoding -> !encoding.equals("identity"))
                .ifPresent(_ -> {
                    throw new Refused(RefusalCode.UNSUPPORTED_MEDIA_TYPE, "Bodies are taken without compression only.");
                });
    }

    private static void requireJson(Call call) {
        if (call.header("Content-Type")
                .filter(type -> JSON.matcher(type).matches())
                .isEmpty()) {
            throw new Refused(RefusalCode.UNSUPPORTED_MEDIA_TYPE, "The body must be application/json in UTF-8.");
        }
    }

    private static void requireIdempotencyKey(Call call) {
        call.header("Idempotency-Key")
                .filter(key -> !IDEMPOTENCY_KEY.matcher(key).matches())
                .ifPresent(_ -> {
                    throw new InvalidInput(
                            "Idempotency-Key",
                            RefusalCode.INVALID_FIELD,
                            "Idempotency-Key must have 1 to 200 printable ASCII characters.");
                });
    }

    private Refused tooLarge() {
        return new Refused(RefusalCode.PAYLOAD_TOO_LARGE, "A body has at most " + maxBytes + " bytes.");
    }
}
