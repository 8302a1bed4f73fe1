package dev.ovation.runtime.work;

/**
 * Settlement or approval; the job's name says which.
 *
 * @param requestId of the request that asked for it, for the logs; empty for the schedule's
 */
public record SettlementJob(String requestId) {}
