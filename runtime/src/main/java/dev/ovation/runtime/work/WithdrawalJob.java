package dev.ovation.runtime.work;

/**
 * @param requestId of the request that asked for it, for the logs; empty where nobody's did
 */
public record WithdrawalJob(String withdrawalId, String requestId) {}
