package dev.ovation.runtime.onchain;

/**
 * A block by what matters here.
 *
 * @param timestamp seconds since 1970
 */
record BlockTime(long number, long timestamp) {}
