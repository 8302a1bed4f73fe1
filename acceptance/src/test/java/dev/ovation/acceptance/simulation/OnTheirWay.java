package dev.ovation.acceptance.simulation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What has not come to its end yet: an intent, a payment that was paid, a withdrawal. */
final class OnTheirWay {

    private static final Set<String> ENDS_OF_PAYMENTS = Set.of("minted", "rejected", "failed");
    private static final Set<String> ENDS_OF_WITHDRAWALS = Set.of("done", "returned", "rejected", "failed");

    private OnTheirWay() {}

    /** One of them in words; empty if there is none. */
    static String of(List<Person> fans, List<Person> creators, Ledger ledger) {
        for (Person fan : fans) {
            for (String state : List.of("pending", "submitted", "approved")) {
                Http.Answer page = fan.get("/api/contracts/intents?status=" + state);
                if (!page.is(200) || !page.body().get("items").isEmpty()) {
                    return fan.email() + " has " + page;
                }
            }
        }
        for (Ledger.Payment payment : ledger.payments) {
            Http.Answer answer = payment.payer().get("/api/payments/" + payment.id());
            if (!ENDS_OF_PAYMENTS.contains(answer.text("state"))) {
                return payment.payer().email() + " has " + answer;
            }
        }
        return creators.stream()
                .map(OnTheirWay::of)
                .filter(open -> !open.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** One of the creator's withdrawals. */
    static String of(Person creator) {
        Http.Answer page = creator.get("/api/contracts/withdrawals?limit=100");
        Optional<JsonNode> open = page.is(200) ? withdrawal(page.body().get("items")) : Optional.of(page.body());
        return open.map(withdrawal -> creator.email() + " has " + withdrawal).orElse("");
    }

    private static Optional<JsonNode> withdrawal(JsonNode items) {
        return items.valueStream()
                .filter(item -> !ENDS_OF_WITHDRAWALS.contains(item.get("state").asString()))
                .findFirst();
    }
}
