package dev.ovation.api.contracts;

import dev.ovation.core.intent.Intent;
import dev.ovation.core.intent.Ticket;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import dev.ovation.core.refusal.Unavailable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for an order: first until it is durable, then, for so long, until the chain has decided. From durable on
 * nothing is lost any more, so that whatever happens then is no failure but an order that is still pending.
 */
final class AwaitChain {

    private static final Logger log = LoggerFactory.getLogger(AwaitChain.class);

    private final Duration patience;

    AwaitChain(Duration patience) {
        this.patience = patience;
    }

    /**
     * @param decided whether the chain has
     */
    record Outcome(List<Intent> intents, boolean decided) {}

    Outcome durable(Ticket ticket) {
        try {
            return new Outcome(ticket.durable().get(patience.toMillis(), TimeUnit.MILLISECONDS), false);
        } catch (TimeoutException e) {
            throw notInTime();
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } catch (InterruptedException e) {
            throw stopping();
        }
    }

    Outcome decided(Ticket ticket) {
        try {
            return new Outcome(ticket.submitted().get(patience.toMillis(), TimeUnit.MILLISECONDS), true);
        } catch (TimeoutException e) {
            return undecided(ticket);
        } catch (ExecutionException e) {
            Outcome durable = undecided(ticket);
            log.warn(
                    "durable, but the chain has not decided yet intents={}",
                    durable.intents().size(),
                    e.getCause());
            return durable;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return undecided(ticket);
        }
    }

    /** What is known without waiting any longer. */
    private static Outcome undecided(Ticket ticket) {
        try {
            return new Outcome(
                    Optional.ofNullable(ticket.durable().getNow(null)).orElseThrow(AwaitChain::notInTime), false);
        } catch (CompletionException e) {
            throw unwrapped(e);
        }
    }

    private static Refused notInTime() {
        return new Refused(RefusalCode.OVERLOADED, "It could not be taken in time; look at your intents first.");
    }

    private static RuntimeException unwrapped(Exception e) {
        return e.getCause() instanceof RuntimeException cause
                ? cause
                : new IllegalStateException("an order failed", e.getCause());
    }

    private static Unavailable stopping() {
        Thread.currentThread().interrupt();
        return new Unavailable("server", new InterruptedException("stopping"));
    }
}
