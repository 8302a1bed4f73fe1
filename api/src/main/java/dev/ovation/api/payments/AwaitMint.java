package dev.ovation.api.payments;

import dev.ovation.core.event.Events;
import dev.ovation.core.payment.Payment;
import dev.ovation.core.payment.PaymentState;
import dev.ovation.core.payment.Payments;
import dev.ovation.core.work.WorkQueue;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the job server to mint for a payment and waits until it is through, or so long. Events wake it up; because they
 * may get lost, it also looks by itself now and then.
 */
final class AwaitMint {

    private static final Logger log = LoggerFactory.getLogger(AwaitMint.class);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Set<PaymentState> UNDER_WAY = EnumSet.of(PaymentState.PAID, PaymentState.CLEARED);

    private final Payments payments;
    private final WorkQueue work;
    private final Events events;
    private final Duration patience;

    AwaitMint(Payments payments, WorkQueue work, Events events, Duration patience) {
        this.payments = payments;
        this.work = work;
        this.events = events;
        this.patience = patience;
    }

    /** The payment as it stands when it is through, or when patience ends. */
    Payment await(Payment payment) {
        Semaphore news = new Semaphore(0);
        try (AutoCloseable subscription = events.subscribe(payment.wallet(), _ -> news.release())) {
            work.payment(payment.id());
            return watch(payment, news);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return payment;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            log.warn("a subscription could not be closed", e);
            return payments.byId(payment.id()).orElse(payment);
        }
    }

    private Payment watch(Payment payment, Semaphore news) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        Payment current = payments.byId(payment.id()).orElse(payment);
        while (UNDER_WAY.contains(current.state()) && System.nanoTime() < deadline) {
            if (news.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                news.drainPermits();
            }
            current = payments.byId(payment.id()).orElse(payment);
        }
        return current;
    }
}
