package dev.ovation.chain.rpc;

/**
 * An endpoint as the fail-over sees it now.
 *
 * @param open whether requests are let through
 * @param head the last block number that it reported, 0 before the first
 * @param lag blocks behind the best endpoint
 * @param errorRate of late, 0 … 1
 * @param latencyMillis of late
 */
public record EndpointStatus(String name, boolean open, long head, long lag, double errorRate, double latencyMillis) {}
