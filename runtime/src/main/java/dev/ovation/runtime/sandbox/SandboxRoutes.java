package dev.ovation.runtime.sandbox;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The gateway's HTTP: what a merchant asks (with the key), what a payer does, and what a developer looks at. */
final class SandboxRoutes implements HttpService {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String ID = "[A-Za-z0-9_-]{1,100}";
    private static final int MAX_DESTINATION = 200;

    /** What a request is refused with. */
    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Status status;

        Refusal(Status status, String message) {
            super(message, null, false, false);
            this.status = status;
        }
    }

    private final SandboxPaymentGateway gateway;
    private final SandboxBooks books;
    private final byte[] authorization;

    SandboxRoutes(SandboxPaymentGateway gateway, SandboxBooks books, String apiKey) {
        this.gateway = gateway;
        this.books = books;
        this.authorization = ("Bearer " + apiKey).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/payments", (request, response) -> answer(response, () -> open(request)))
                .get("/payments", (_, response) -> json(response, Status.OK_200, books.payments()))
                .post("/payouts", (request, response) -> answer(response, () -> payOut(request)))
                .get("/payouts", (_, response) -> json(response, Status.OK_200, books.payouts()))
                .post("/payouts/{id}/finish", (request, response) -> answer(response, () -> finish(request)))
                .get("/webhooks", (_, response) -> json(response, Status.OK_200, books.reports()))
                .get("/checkout/{id}", (request, response) -> page(response, () -> known(request)))
                .post("/checkout/{id}/pay", (request, response) -> page(response, () -> close(request, true)))
                .post("/checkout/{id}/decline", (request, response) -> page(response, () -> close(request, false)))
                .get("/health", (_, response) -> json(response, Status.OK_200, Map.of("status", "up")));
    }

    private record Answer(Status status, Object body) {}

    private interface Question<T> {
        T ask();
    }

    private Answer open(ServerRequest request) {
        requireKey(request);
        JsonNode body = body(request);
        String key = text(body, "id");
        if (!key.matches(ID)) {
            throw new Refusal(Status.BAD_REQUEST_400, "id must be 1 to 100 letters, digits, - or _");
        }
        long amount = amount(body);
        SandboxPayment payment = books.open(key, amount);
        if (payment.amount() != amount) {
            throw new Refusal(Status.CONFLICT_409, "this id was opened with another amount");
        }
        return new Answer(
                Status.CREATED_201,
                Map.of(
                        "id",
                        payment.id(),
                        "status",
                        payment.status(),
                        "amount",
                        payment.amount(),
                        "checkoutUrl",
                        gateway.uri().resolve("/checkout/" + payment.id()).toString()));
    }

    private Answer payOut(ServerRequest request) {
        requireKey(request);
        JsonNode body = body(request);
        String id = text(body, "id");
        String destination = text(body, "destination");
        if (!id.matches(ID) || destination.length() > MAX_DESTINATION) {
            throw new Refusal(Status.BAD_REQUEST_400, "id or destination is too long or not of the right kind");
        }
        long amount = amount(body);
        SandboxPayout payout = books.payOut(id, amount, destination);
        if (payout.amount() != amount || !payout.destination().equals(destination)) {
            throw new Refusal(Status.CONFLICT_409, "this id was paid out with another amount or destination");
        }
        gateway.finishLater(payout);
        return new Answer(Status.CREATED_201, payout);
    }

    private Answer finish(ServerRequest request) {
        String id = id(request);
        books.finish(id).ifPresent(gateway::report);
        return new Answer(
                Status.OK_200,
                books.payout(id).orElseThrow(() -> new Refusal(Status.NOT_FOUND_404, "no payout has this id")));
    }

    private SandboxPayment known(ServerRequest request) {
        return books.payment(id(request))
                .orElseThrow(() -> new Refusal(Status.NOT_FOUND_404, "no payment has this id"));
    }

    private SandboxPayment close(ServerRequest request, boolean paid) {
        books.close(known(request).id(), paid).ifPresent(gateway::report);
        return known(request);
    }

    private void requireKey(ServerRequest request) {
        Optional<String> given = request.headers().first(HeaderNames.AUTHORIZATION);
        if (given.isEmpty() || !MessageDigest.isEqual(authorization, given.get().getBytes(StandardCharsets.UTF_8))) {
            throw new Refusal(Status.UNAUTHORIZED_401, "the API key is missing or wrong");
        }
    }

    private static String id(ServerRequest request) {
        return request.path().pathParameters().get("id");
    }

    private static JsonNode body(ServerRequest request) {
        try {
            byte[] bytes = request.content().hasEntity() ? request.content().as(byte[].class) : new byte[0];
            JsonNode body = MAPPER.readTree(bytes);
            if (body != null && body.isObject()) {
                return body;
            }
        } catch (JacksonException e) {
            // said below
        }
        throw new Refusal(Status.BAD_REQUEST_400, "the body is no JSON object");
    }

    private static String text(JsonNode body, String name) {
        JsonNode member = body.path(name);
        if (!member.isString() || member.stringValue().isBlank()) {
            throw new Refusal(Status.BAD_REQUEST_400, name + " is missing or no text");
        }
        return member.stringValue();
    }

    private static long amount(JsonNode body) {
        JsonNode amount = body.path("amount");
        if (!amount.isIntegralNumber() || !amount.canConvertToLong() || amount.longValue() < 1) {
            throw new Refusal(Status.BAD_REQUEST_400, "amount must be cents above zero");
        }
        return amount.longValue();
    }

    private static void answer(ServerResponse response, Question<Answer> question) {
        try {
            Answer answer = question.ask();
            json(response, answer.status(), answer.body());
        } catch (Refusal e) {
            json(response, e.status, Map.of("error", String.valueOf(e.getMessage())));
        }
    }

    private static void page(ServerResponse response, Question<SandboxPayment> question) {
        try {
            SandboxPayment payment = question.ask();
            response.header(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8")
                    .header(
                            HeaderNames.create("Content-Security-Policy"),
                            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'")
                    .send(CheckoutPage.of(payment));
        } catch (Refusal e) {
            json(response, e.status, Map.of("error", String.valueOf(e.getMessage())));
        }
    }

    private static void json(ServerResponse response, Status status, Object body) {
        response.status(status)
                .header(HeaderNames.CONTENT_TYPE, "application/json")
                .send(MAPPER.writeValueAsBytes(body));
    }
}
