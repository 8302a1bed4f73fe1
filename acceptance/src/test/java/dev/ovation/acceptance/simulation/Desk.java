package dev.ovation.acceptance.simulation;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Staff at their desk: they start what the crons start, decide what was held, and look whether the books agree. */
public final class Desk {

    private static final Wallet NOBODYS = new Wallet(new java.util.Random(0));

    private final Person admin;
    private final URI jobs;

    Desk(House house) {
        this.admin = new Person(house.api.url(), House.ADMIN, NOBODYS).logIn();
        this.jobs = house.jobs.url();
    }

    /**
     * @param name settlement, approval or accrual
     */
    public boolean run(String name) {
        return admin.postTo(jobs, "/api/admin/jobs/" + name).is(202);
    }

    /** Decides everything that is held; which way, depends on the id alone. */
    public void decideHeld() {
        decide("intents", "intent", "intentId");
        decide("payments", "payment", "paymentId");
        decide("withdrawals", "withdrawal", "withdrawalId");
    }

    private void decide(String list, String member, String idName) {
        Http.Answer held = admin.get("/api/admin/" + list + "/held?limit=100");
        if (!held.is(200)) {
            return;
        }
        for (JsonNode item : held.body().get("items")) {
            String id = item.get(member).get(idName).asString();
            boolean clear = id.charAt(id.length() - 1) % 2 == 0;
            admin.post(
                    "/api/admin/" + list + "/" + id + "/decision",
                    Map.of("decision", clear ? "clear" : "reject", "reason", "looked at"));
        }
    }

    /** The report, or no body where it could not be made just now. */
    public Http.Answer reconcile() {
        return admin.postTo(jobs, "/api/admin/reconciliation");
    }

    /** Waits until MongoDB, Redis and chain agree about every account, to the wei. */
    public void awaitBooksInOrder(List<Person> people, Duration within) {
        Http.Answer[] last = {reconcile()};
        Until.holds(within, () -> "the books agree, but " + last[0], () -> {
            // To ask for a balance is what makes a cached one new that is too old.
            people.forEach(person -> person.get("/api/contracts/balances"));
            last[0] = reconcile();
            return last[0].is(200)
                    && last[0].text("differenceWei").equals("0")
                    && last[0].body().path("inFlight").asInt(-1) == 0;
        });
    }
}
