package dev.ovation.queue;

import java.util.concurrent.ScheduledExecutorService;

/** What the threads of one worker share. */
record WorkerParts<T>(
        QueueConnection connection,
        QueueKeys keys,
        PayloadCodec<T> codec,
        JobHandler<T> handler,
        WorkerOptions options,
        WorkerState<T> state,
        WorkerEvents events,
        ChangeJob change,
        ScheduleJobs schedule,
        TakeJobs take,
        ScheduledExecutorService timer,
        String workerId) {

    long now() {
        return connection.now();
    }
}
