package dev.ovation.queue;

/** The negative numbers with which BullMQ's scripts say what was wrong (ErrorCode in its source). */
final class ScriptErrors {

    static final long JOB_NOT_FOUND = -1;
    static final long LOCK_MISSING = -2;
    static final long NOT_IN_STATE = -3;
    static final long LOCK_MISMATCH = -6;
    private static final long PENDING_CHILDREN = -4;
    private static final long PARENT_NOT_FOUND = -5;
    private static final long OF_SCHEDULER = -8;
    private static final long FAILED_CHILDREN = -9;
    private static final long SCHEDULER_ID_TAKEN = -10;
    private static final long SCHEDULER_SLOTS_TAKEN = -11;

    private ScriptErrors() {}

    /** Gives the answer back unless it is an error. */
    static Object check(Object answer, String jobId, Script script) {
        if (answer instanceof Long code && code < 0) {
            throw of(code, jobId, script);
        }
        return answer;
    }

    static QueueException of(long code, String jobId, Script script) {
        String where = " (" + script.scriptName() + ")";
        if (code == JOB_NOT_FOUND || code == PARENT_NOT_FOUND) {
            return new JobNotFoundException("there is no job " + jobId + where);
        } else if (code == LOCK_MISSING) {
            return new JobLockException("the lock of job " + jobId + " is gone" + where);
        } else if (code == LOCK_MISMATCH) {
            return new JobLockException("job " + jobId + " is locked by another worker" + where);
        } else if (code == NOT_IN_STATE) {
            return new JobStateException("job " + jobId + " is not in the state for this" + where);
        } else if (code == PENDING_CHILDREN) {
            return new OpenChildrenException("Job " + jobId + " has pending dependencies. " + script.scriptName());
        } else if (code == FAILED_CHILDREN) {
            return new UnrecoverableException("Cannot complete job " + jobId
                    + " because it has at least one failed child. " + script.scriptName());
        } else if (code == OF_SCHEDULER) {
            return new JobStateException("job " + jobId + " belongs to a job scheduler: remove that" + where);
        } else if (code == SCHEDULER_ID_TAKEN) {
            return new SchedulerException("the next job of scheduler " + jobId + " exists already" + where);
        } else if (code == SCHEDULER_SLOTS_TAKEN) {
            return new SchedulerException("the next times of scheduler " + jobId + " are all taken" + where);
        }
        return new QueueException("job " + jobId + ": unknown code " + code + where);
    }
}
