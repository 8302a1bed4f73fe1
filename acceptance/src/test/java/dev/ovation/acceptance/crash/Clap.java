package dev.ovation.acceptance.crash;

import dev.ovation.acceptance.simulation.Http;
import dev.ovation.acceptance.simulation.Person;
import dev.ovation.core.value.Wei;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What one client asked for, and what it was told. */
final class Clap {

    /** How a client goes on that got no answer. */
    enum Manner {
        /** It asks again under the same key. */
        SAME_KEY,
        /** It sends the same signature again, under no key. */
        SAME_SIGNATURE,
        /** It gives up. */
        ONCE
    }

    /**
     * @param kind {@code clap} or {@code gift}
     * @param amount by which it is found: no other one has the same
     * @param payable whether the contract will take it
     */
    record Order(Person fan, Person creator, String kind, Wei amount, int nonce, Manner manner, boolean payable) {}

    final Order order;
    /** Completes once the first asking has been answered, or broken off. */
    final CompletableFuture<Http.Answer> asked = new CompletableFuture<>();

    private volatile Optional<Http.Answer> last = Optional.empty();

    Clap(Order order) {
        this.order = order;
    }

    void told(Http.Answer answer) {
        last = Optional.of(answer);
        asked.complete(answer);
    }

    boolean isCreated() {
        return last.filter(answer -> answer.is(201)).isPresent();
    }

    /** Taken, and what becomes of it is told later. */
    boolean isAccepted() {
        return last.filter(answer -> answer.is(202)).isPresent();
    }

    /** The intent's id, of one that was taken. */
    String intent() {
        return last.orElseThrow().text("intentId");
    }

    @Override
    public String toString() {
        return order.kind + " of " + order.amount.toTokens() + " nonce " + order.nonce + " " + order.manner
                + (order.payable ? "" : " unpayable") + " told "
                + last.map(Http.Answer::toString).orElse("nothing");
    }
}
