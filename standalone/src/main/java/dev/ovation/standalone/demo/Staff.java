package dev.ovation.standalone.demo;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** An admin who starts what the crons start, so that nobody waits for Sunday. */
final class Staff {

    private final String jobs;
    private final String token;

    Staff(String api, String jobs, String email, String password) {
        this.jobs = jobs;
        this.token = Http.post(api + "/api/auth/login", Map.of("email", email, "password", password), Map.of())
                .expect(200)
                .get("token")
                .asString();
    }

    void run(String job) {
        Http.post(jobs + "/api/admin/jobs/" + job, Map.of(), authorized()).expect(202);
    }

    JsonNode reconcile() {
        return Http.post(jobs + "/api/admin/reconciliation", Map.of(), authorized())
                .expect(200);
    }

    private Map<String, String> authorized() {
        return Map.of("Authorization", "Bearer " + token);
    }
}
