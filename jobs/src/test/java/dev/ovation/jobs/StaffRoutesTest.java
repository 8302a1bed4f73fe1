package dev.ovation.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.core.account.ActorType;
import dev.ovation.core.ledger.RevertedOnChain;
import dev.ovation.core.payment.Minting;
import dev.ovation.core.payment.PaymentId;
import dev.ovation.core.payment.PaymentState;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import dev.ovation.queue.JobState;
import dev.ovation.runtime.work.QueueWork;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StaffRoutesTest {

    private static final String WALLET = "0x00000000000000000000000000000000000000fa";

    private static TestHouse house;
    private static JobServer server;
    private static HttpClient http;
    private static String operator;
    private static String compliance;

    private record Reply(int status, JsonNode json, HttpResponse<String> raw) {
        String code() {
            return json.path("code").asString("");
        }
    }

    @BeforeAll
    static void start() {
        house = new TestHouse();
        server = house.start();
        http = HttpClient.newHttpClient();
        operator = house.token(ActorType.OPERATOR);
        compliance = house.token(ActorType.COMPLIANCE);
        Await.until("it is ready", server::isReady);
        Await.until(
                "the schedules are there",
                () -> house.queues.accrual().schedulers().size() == 2);
    }

    @AfterAll
    static void stop() {
        http.close();
        house.close();
    }

    private static Reply call(String method, String path, Optional<String> token, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        token.ifPresent(t -> request.header("authorization", "Bearer " + t));
        if (!body.isEmpty()) {
            request.header("content-type", "application/json");
        }
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        boolean json = response.headers().firstValue("content-type").orElse("").contains("json");
        JsonMapper mapper = JsonMapper.builder().build();
        return new Reply(
                response.statusCode(), json ? mapper.readTree(response.body()) : mapper.createObjectNode(), response);
    }

    private static Reply get(String path) throws IOException, InterruptedException {
        return call("GET", path, Optional.of(operator), "");
    }

    private static Reply post(String path, String body) throws IOException, InterruptedException {
        return call("POST", path, Optional.of(operator), body);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/admin/jobs/settlement",
        "POST, /api/admin/jobs/approval",
        "POST, /api/admin/jobs/accrual",
        "GET, /api/admin/jobs/payment/x",
        "POST, /api/admin/jobs/payment/x/retry",
        "GET, /api/admin/queues",
        "GET, /api/admin/queues/payment/failed",
        "POST, /api/admin/queues/payment/pause",
        "POST, /api/admin/queues/payment/resume",
        "POST, /api/admin/reconciliation",
        "POST, /api/admin/accrual/materialise",
        "GET, /api/admin/signing-accounts",
        "POST, /api/admin/signing-accounts/0x00000000000000000000000000000000000000fa/suspension",
        "POST, /api/admin/signing-accounts/0x00000000000000000000000000000000000000fa/cancellation"
    })
    void only_staff_comes_in(String method, String path) throws Exception {
        String body = path.endsWith("materialise")
                ? "{\"addresses\":[\"" + WALLET + "\"]}"
                : path.contains("/signing-accounts/") ? "{}" : "";
        Reply nobody = call(method, path, Optional.empty(), body);
        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.code()).isEqualTo("authentication-required");
        assertThat(call(method, path, Optional.of("e30.e30.e30"), body).code()).isEqualTo("invalid-token");
        for (ActorType type : List.of(ActorType.USER, ActorType.CREATOR)) {
            Reply reply = call(method, path, Optional.of(house.token(type)), body);
            assertThat(reply.status()).as("%s", type).isEqualTo(403);
            assertThat(reply.code()).isEqualTo("forbidden");
        }
        assertThat(house.queues.payment().isPaused()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"settlement, settlement, settle", "approval, settlement, approve", "accrual, accrual, refresh"})
    void a_job_is_run_now_and_can_be_watched(String job, String queue, String name) throws Exception {
        Reply asked = post("/api/admin/jobs/" + job, "");
        assertThat(asked.status()).isEqualTo(202);
        assertThat(asked.json().path("queue").asString("")).isEqualTo(queue);
        String id = asked.json().path("jobId").asString("");
        String path = "/api/admin/jobs/" + queue + "/" + id;
        Await.until(
                "it is done", () -> get(path).json().path("state").asString("").equals("completed"));
        JsonNode done = get(path).json();
        assertThat(done.path("name").asString("")).isEqualTo(name);
        assertThat(done.path("finishedAt").asString("")).endsWith("Z");
        assertThat(done.path("data").path("requestId").asString(""))
                .isEqualTo(asked.raw().headers().firstValue("x-request-id").orElseThrow());
        assertThat(done.path("result").isObject()).isTrue();
    }

    @Test
    void compliance_looks_at_everything_and_approves_but_settles_nothing() throws Exception {
        assertThat(call("GET", "/api/admin/queues", Optional.of(compliance), "").status())
                .isEqualTo(200);
        assertThat(call("POST", "/api/admin/jobs/approval", Optional.of(compliance), "")
                        .status())
                .isEqualTo(202);
        assertThat(call("POST", "/api/admin/jobs/settlement", Optional.of(compliance), "")
                        .status())
                .isEqualTo(403);
        assertThat(call("POST", "/api/admin/queues/payment/pause", Optional.of(compliance), "")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void asking_again_while_a_job_waits_answers_with_that_job() throws Exception {
        post("/api/admin/queues/accrual/pause", "");
        String first = post("/api/admin/jobs/accrual", "").json().path("jobId").asString("1");
        String second = post("/api/admin/jobs/accrual", "").json().path("jobId").asString("2");
        post("/api/admin/queues/accrual/resume", "");
        assertThat(second).isEqualTo(first);
        Await.until("it is done", () -> house.queues.accrual().state(first) == JobState.COMPLETED);
        assertThat(post("/api/admin/jobs/accrual", "").json().path("jobId").asString(""))
                .isNotEqualTo(first);
    }

    @Test
    void the_queues_show_counts_and_schedules() throws Exception {
        JsonNode queues = get("/api/admin/queues").json().path("queues");
        assertThat(queues.valueStream().map(q -> q.path("name").asString("")))
                .containsExactly("settlement", "accrual", "payment", "withdrawal");
        assertThat(queues.get(0)
                        .path("schedules")
                        .valueStream()
                        .map(s -> s.path("id").asString("")))
                .containsExactlyInAnyOrder("settlement", "approval");
        assertThat(queues.get(1).path("schedules").get(0).path("cron").asString(""))
                .isEqualTo("0 0 1 1 *");
    }

    @Test
    void a_paused_queue_takes_no_jobs_until_it_is_resumed() throws Exception {
        assertThat(post("/api/admin/queues/withdrawal/pause", "")
                        .json()
                        .path("paused")
                        .asBoolean(false))
                .isTrue();
        assertThat(house.queues.withdrawal().isPaused()).isTrue();
        assertThat(post("/api/admin/queues/withdrawal/resume", "")
                        .json()
                        .path("paused")
                        .asBoolean(true))
                .isFalse();
        assertThat(house.queues.withdrawal().isPaused()).isFalse();
    }

    @Test
    void a_failed_job_is_listed_and_runs_again_when_staff_say_so() throws Exception {
        Minting chain = house.minting;
        house.minting = (_, _, _) -> {
            throw new RevertedOnChain("DailyLimitExceeded");
        };
        PaymentId payment = house.paid(Wei.ofTokens(1));
        house.work.payment(payment);
        String id = QueueWork.jobId(payment);
        Await.until("it failed", () -> house.queues.payment().state(id) == JobState.FAILED);
        JsonNode failed =
                get("/api/admin/queues/payment/failed?limit=100").json().path("jobs");
        assertThat(failed.valueStream()
                        .filter(job -> job.path("id").asString("").equals(id)))
                .singleElement()
                .satisfies(job -> {
                    assertThat(job.path("failedReason").asString("")).isEqualTo("DailyLimitExceeded");
                    assertThat(job.path("attempts").asInt(0)).isEqualTo(1);
                });

        house.minting = chain;
        assertThat(post("/api/admin/jobs/payment/" + id + "/retry", "").status())
                .isEqualTo(202);
        Await.until("it is minted", () -> house.state(payment) == PaymentState.MINTED);
        Await.until("its job is done", () -> house.queues.payment().state(id) == JobState.COMPLETED);
        Reply again = post("/api/admin/jobs/payment/" + id + "/retry", "");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("job-not-failed");
    }

    @Test
    void reconciliation_reports_every_difference() throws Exception {
        Reply right = call("POST", "/api/admin/reconciliation", Optional.of(compliance), "");
        assertThat(right.status()).isEqualTo(200);
        assertThat(right.json().path("differenceWei").asString("")).isEqualTo("0");
        assertThat(right.json().path("accounts").asInt(0)).isPositive();

        house.token(ActorType.CREATOR);
        Address wallet = house.accounts.after(Optional.empty(), 1).getFirst().wallet();
        // TK that no document explains.
        house.chain.minting().mint(new PaymentId(new java.util.UUID(9, 9)), wallet, Wei.of(7));
        Reply wrong = post("/api/admin/reconciliation", "");
        assertThat(wrong.json().path("differenceWei").asString("")).isEqualTo("7");
        JsonNode difference = wrong.json().path("differences").get(0);
        assertThat(difference.path("account").asString("")).isEqualTo(wallet.toString());
        assertThat(difference.path("wei").asString("")).isEqualTo("-7");
        assertThat(get("/metrics").raw().body()).contains("ovation_reconciliation_difference_wei 7.0");
        house.chain
                .burning()
                .burn(
                        dev.ovation.core.withdrawal.WithdrawalId.of("0x" + "09".repeat(32)),
                        wallet,
                        Wei.of(7),
                        new byte[0]);
    }

    @Test
    void signing_accounts_are_seen_by_operators_and_stopped_by_admins_alone() throws Exception {
        assertThat(get("/api/admin/signing-accounts").json().path("items").isArray())
                .isTrue();
        Optional<String> admin = Optional.of(house.token(ActorType.ADMIN));
        for (String act : List.of("/suspension {\"suspended\":true}", "/cancellation {\"key\":\"mint:1\"}")) {
            String path = "/api/admin/signing-accounts/" + WALLET + act.split(" ")[0];
            String body = act.split(" ")[1];
            assertThat(post(path, body).code()).isEqualTo("forbidden");
            assertThat(call("POST", path, admin, body).code()).isEqualTo("not-found");
            assertThat(call("POST", path, admin, "{}").code()).isEqualTo("missing-field");
        }
    }

    @Test
    void interest_is_materialised_where_asked() throws Exception {
        Reply asked = post("/api/admin/accrual/materialise", "{\"addresses\":[\"" + WALLET + "\",\"" + WALLET + "\"]}");
        assertThat(asked.status()).isEqualTo(202);
        Await.until("it is done", () -> house.chain.materialised.equals(List.of(Address.of(WALLET))));
    }

    @ParameterizedTest
    @CsvSource({
        "missing-field, {}",
        "invalid-field, '{\"addresses\":[]}'",
        "invalid-field, '{\"addresses\":\"0x00000000000000000000000000000000000000fa\"}'",
        "invalid-address, '{\"addresses\":[\"0x12\"]}'",
        "invalid-checksum, '{\"addresses\":[\"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD\",\"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed\"]}'",
        "unknown-field, '{\"addresses\":[\"0x00000000000000000000000000000000000000fa\"],\"x\":1}'",
        "malformed-json, no"
    })
    void bad_addresses_are_refused_by_name(String code, String body) throws Exception {
        Reply reply = post("/api/admin/accrual/materialise", body);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.raw().headers().firstValue("content-type")).contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/admin/jobs/nonsense/1", "/api/admin/jobs/payment/none", "/api/admin/queues/nonsense/failed"
            })
    void what_does_not_exist_is_not_found(String path) throws Exception {
        Reply reply = get(path);
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.code()).isEqualTo("not-found");
    }

    @Test
    void wrong_methods_and_queries_are_refused() throws Exception {
        assertThat(call("DELETE", "/api/admin/queues", Optional.of(operator), "")
                        .status())
                .isEqualTo(405);
        assertThat(get("/api/admin/queues/payment/failed?limit=0").code()).isEqualTo("invalid-field");
        assertThat(get("/api/admin/queues/payment/failed?page=2").code()).isEqualTo("unknown-field");
        assertThat(post("/api/admin/jobs/payment/none/retry", "").status()).isEqualTo(404);
    }

    @Test
    void operations_see_life_readiness_and_numbers_without_a_token() throws Exception {
        assertThat(call("GET", "/health", Optional.empty(), "").status()).isEqualTo(200);
        Reply ready = call("GET", "/ready", Optional.empty(), "");
        assertThat(ready.status()).isEqualTo(200);
        assertThat(ready.json().path("checks").propertyNames())
                .containsExactlyInAnyOrder("mongodb", "redis", "workers");
        Await.until(
                "a sweep was counted",
                () -> call("GET", "/metrics", Optional.empty(), "")
                        .raw()
                        .body()
                        .contains("ovation_sweeps_total{outcome=\"done\",sweep=\"work\"}"));
        assertThat(call("GET", "/metrics", Optional.empty(), "").raw().body())
                .contains(
                        "ovation_queue_jobs{queue=\"payment\",state=\"failed\"}",
                        "ovation_jobs_active{queue=\"settlement\"}",
                        "ovation_settlement_epoch",
                        "ovation_approval_intents_total{outcome=\"held\"}",
                        "ovation_reconciliation_difference_wei",
                        "ovation_sweeps_total{outcome=\"done\",sweep=\"work\"}");
    }
}
