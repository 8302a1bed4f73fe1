package dev.ovation.runtime.work;

import java.util.List;

/**
 * @param addresses whose interest is to be written down; empty for what concerns all
 * @param requestId of the request that asked for it, for the logs; empty for the schedule's
 */
public record AccrualJob(List<String> addresses, String requestId) {

    public AccrualJob {
        addresses = List.copyOf(addresses);
    }
}
