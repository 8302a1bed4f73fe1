package dev.ovation.runtime.http;

import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.MDC;

/**
 * Serves every request: finds its route, leads it through the security chain, and writes the answer. Whatever happens
 * becomes an answer; nothing but an answer leaves this class, and the word to close the
 * connection after it.
 */
public final class Serve implements Handler {

    /** The key under which logs carry the request's id. */
    public static final String REQUEST_ID = "requestId";

    private static final Pattern SANE_REQUEST_ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    private final RouteTable routes;
    private final List<Step> chain;
    private final WriteAnswer writeAnswer;
    private final ObserveRequests observe;

    public Serve(RouteTable routes, List<Step> chain, WriteAnswer writeAnswer, ObserveRequests observe) {
        this.routes = routes;
        this.chain = List.copyOf(chain);
        this.writeAnswer = writeAnswer;
        this.observe = observe;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        long started = System.nanoTime();
        Call call = new Call(request, requestId(request));
        MDC.put(REQUEST_ID, call.requestId());
        observe.begun();
        int status = 500;
        try {
            Answer answer = answer(call);
            status = answer.status();
            writeAnswer.write(call, answer, response);
        } finally {
            observe.ended(call, status, System.nanoTime() - started);
            MDC.remove(REQUEST_ID);
        }
        EndExchange.after(request, response);
    }

    private Answer answer(Call call) {
        try {
            List<String> segments = segments(call.request());
            routes.find(segments).ifPresent(call::matched);
            for (Step step : chain) {
                Optional<Answer> early = step.pass(call);
                if (early.isPresent()) {
                    return early.get();
                }
            }
            return call.endpoint().orElseThrow().answer(call);
        } catch (RuntimeException e) {
            return Failures.problem(e).answer(call.requestId());
        }
    }

    /** The first step behind the limits: there is such a route. */
    public static Step requireRoute() {
        return call -> {
            List<Verb> verbs = call.verbs()
                    .orElseThrow(() -> new Refused(RefusalCode.NOT_FOUND, "There is nothing at this path."));
            if (call.endpoint().isPresent()) {
                return Optional.empty();
            }
            String allowed = verbs.stream()
                    .flatMap(verb -> verb == Verb.GET ? Stream.of("GET", "HEAD") : Stream.of(verb.name()))
                    .sorted()
                    .collect(Collectors.joining(", "));
            return Optional.of(Problem.of(RefusalCode.METHOD_NOT_ALLOWED, "This path answers to " + allowed + ".")
                    .with("Allow", allowed)
                    .answer(call.requestId()));
        };
    }

    private static List<String> segments(ServerRequest request) {
        String raw = request.path().rawPath();
        List<String> segments = new ArrayList<>();
        for (String segment : raw.substring(raw.startsWith("/") ? 1 : 0).split("/", -1)) {
            segments.add(PercentEncoding.decode("path", segment, false));
        }
        return segments;
    }

    private static String requestId(ServerRequest request) {
        return request.headers()
                .first(HeaderNames.create("X-Request-Id"))
                .filter(id -> SANE_REQUEST_ID.matcher(id).matches())
                .orElseGet(() -> UUID.randomUUID().toString());
    }
}
