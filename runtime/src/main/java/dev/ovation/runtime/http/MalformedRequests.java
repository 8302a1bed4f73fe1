package dev.ovation.runtime.http;

import dev.ovation.core.refusal.RefusalCode;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import java.util.UUID;

/** Answers what is no request at all, and so never reaches a route, with a problem document like everything else. */
final class MalformedRequests implements DirectHandler {

    @Override
    public TransportResponse handle(
            TransportRequest request,
            EventType eventType,
            Status defaultStatus,
            ServerResponseHeaders headers,
            String message) {
        Problem problem = switch (eventType) {
            case INTERNAL_ERROR -> Problem.internal();
            case PAYLOAD_TOO_LARGE -> Problem.of(RefusalCode.PAYLOAD_TOO_LARGE, "The body is too large.");
            default ->
                // Helidon refuses encodings that it has no decoder for before any route sees them.
                request.headers().contains(HeaderNames.CONTENT_ENCODING)
                        ? Problem.of(RefusalCode.UNSUPPORTED_MEDIA_TYPE, "Bodies are taken without compression only.")
                        : Problem.of(RefusalCode.MALFORMED_REQUEST, "The request is not well-formed HTTP.");
        };
        String requestId = UUID.randomUUID().toString();
        return TransportResponse.builder()
                .status(Status.create(problem.status()))
                .headers(headers)
                .header(HeaderNames.CONTENT_TYPE, Problem.CONTENT_TYPE)
                .header(HeaderNames.create("X-Request-Id"), requestId)
                .header(HeaderNames.create("X-Content-Type-Options"), "nosniff")
                .keepAlive(false)
                .entity(Json.bytes(problem.document(requestId)))
                .build();
    }
}
