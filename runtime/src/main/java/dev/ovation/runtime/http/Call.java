package dev.ovation.runtime.http;

import dev.ovation.core.account.Account;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request on its way through the security chain to its endpoint. What a step learns (route, body, caller) it
 * leaves here for those after it. Belongs to one thread.
 */
public final class Call {

    private final ServerRequest request;
    private final String requestId;
    private final String verb;
    private final Map<String, String> answerHeaders = new LinkedHashMap<>();
    private Optional<RouteTable.Match> match = Optional.empty();
    private Optional<Endpoint> endpoint = Optional.empty();
    private Optional<Route> route = Optional.empty();
    private Query query = Query.parse("");
    private byte[] body = {};
    private Optional<JsonObject> json = Optional.empty();
    private Optional<Caller> caller = Optional.empty();
    private String remark = "";
    private Optional<Idempotency.Claim> claim = Optional.empty();

    Call(ServerRequest request, String requestId) {
        this.request = request;
        this.requestId = requestId;
        this.verb = request.prologue().method().text();
    }

    /** Adds to this request's line in the log where its work went on, such as {@code batch=…}; nothing secret. */
    public void remark(String text) {
        remark = remark + ' ' + text;
    }

    String remarks() {
        return remark;
    }

    // ---- what was sent

    public String requestId() {
        return requestId;
    }

    public String verb() {
        return verb;
    }

    /** A header's first value. */
    public Optional<String> header(String name) {
        return request.headers().first(HeaderNames.create(name));
    }

    /** All values of a header, in the order in which they came. */
    public List<String> headers(String name) {
        return request.headers().all(HeaderNames.create(name), List::of);
    }

    /** All headers, names in lower case; of several values the first. */
    public Map<String, String> allHeaders() {
        Map<String, String> all = new LinkedHashMap<>();
        request.headers().forEach(header -> all.putIfAbsent(header.headerName().lowerCase(), header.get()));
        return all;
    }

    /** The other end of the connection, which may be a proxy. */
    public String peer() {
        return request.remotePeer().host();
    }

    public Query query() {
        return query;
    }

    public byte[] body() {
        return body;
    }

    /** The body of a route that takes JSON. */
    public JsonObject json() {
        return optionalJson().orElseThrow(() -> new IllegalStateException("this route takes no JSON"));
    }

    public Optional<JsonObject> optionalJson() {
        return json;
    }

    /** The value of a variable segment of the path. */
    public FieldText variable(String name) {
        String value = match.map(m -> m.variables().get(name)).orElse(null);
        if (value == null) {
            throw new IllegalStateException("the path has no variable " + name);
        }
        return new FieldText(name, value);
    }

    /** Whether the client prefers an answer before the work is done (RFC 7240). */
    public boolean prefersAsync() {
        return headers("Prefer").stream()
                .flatMap(value -> List.of(value.split(",")).stream())
                .anyMatch(preference -> preference.strip().equalsIgnoreCase("respond-async"));
    }

    // ---- what the chain found out

    public Optional<Route> route() {
        return route;
    }

    public Optional<Caller> caller() {
        return caller;
    }

    /** The account that calls; only on routes for accounts. */
    public Account account() {
        return caller.map(Caller::account)
                .orElseThrow(() -> new Refused(RefusalCode.AUTHENTICATION_REQUIRED, "This needs an access token."));
    }

    public void identify(Caller found) {
        caller = Optional.of(found);
    }

    /** What the client's idempotency key stands for; empty if it gave none. */
    public Optional<Idempotency.Claim> claim() {
        return claim;
    }

    void claimed(Idempotency.Claim taken) {
        claim = Optional.of(taken);
    }

    /** A header that the answer will carry, whatever it is. */
    public void answerHeader(String name, String value) {
        answerHeaders.put(name, value);
    }

    /** Adds to a header that is a list. */
    public void appendAnswerHeader(String name, String value) {
        answerHeaders.merge(name, value, (before, more) -> before + ", " + more);
    }

    Map<String, String> answerHeaders() {
        return answerHeaders;
    }

    Optional<RouteTable.Match> match() {
        return match;
    }

    /** The methods that the path has, if there is such a path. */
    public Optional<List<Verb>> verbs() {
        return match.map(m -> List.copyOf(m.verbs().keySet()));
    }

    public Optional<Endpoint> endpoint() {
        return endpoint;
    }

    /** Whether the client wants to know what GET would answer, without the body. */
    boolean headOnly() {
        return verb.equals("HEAD");
    }

    void matched(RouteTable.Match found) {
        match = Optional.of(found);
        String wanted = headOnly() ? Verb.GET.name() : verb;
        for (Map.Entry<Verb, Endpoint> entry : found.verbs().entrySet()) {
            if (entry.getKey().name().equals(wanted)) {
                endpoint = Optional.of(entry.getValue());
                route = Optional.of(entry.getValue().route());
            }
        }
    }

    ServerRequest request() {
        return request;
    }

    void queried(Query parsed) {
        query = parsed;
    }

    void received(byte[] bytes) {
        body = bytes;
    }

    void parsed(JsonObject object) {
        json = Optional.of(object);
    }
}
