package dev.ovation.jobs.staff;

import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import dev.ovation.core.refusal.Unavailable;
import dev.ovation.queue.JobNotFoundException;
import dev.ovation.queue.JobStateException;
import dev.ovation.queue.QueueException;
import java.util.function.Supplier;

/** Asks a queue, and says its failures in the words of the house. */
final class Asking {

    private Asking() {}

    /**
     * @throws Refused NOT_FOUND or JOB_NOT_FAILED
     * @throws Unavailable if Redis does not answer
     */
    static <T> T queue(Supplier<T> question) {
        try {
            return question.get();
        } catch (JobNotFoundException e) {
            throw unknownJob();
        } catch (JobStateException e) {
            throw new Refused(RefusalCode.JOB_NOT_FAILED, "Only a failed job can be retried.");
        } catch (QueueException e) {
            throw new Unavailable("redis", e);
        }
    }

    static Refused unknownJob() {
        return new Refused(RefusalCode.NOT_FOUND, "This queue has no job with this id.");
    }
}
