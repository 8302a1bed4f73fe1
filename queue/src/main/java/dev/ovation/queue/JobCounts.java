package dev.ovation.queue;

/** How many jobs are in which state. {@code waiting} and {@code prioritized} jobs of a paused queue count as such. */
public record JobCounts(
        long waiting, long prioritized, long delayed, long active, long completed, long failed, long waitingChildren) {

    /** What is still to be done: waiting, prioritized, delayed, and parents that wait for children. */
    public long pending() {
        return waiting + prioritized + delayed + waitingChildren;
    }
}
