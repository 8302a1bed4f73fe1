package dev.ovation.chain.rpc;

import dev.ovation.core.value.Wei;
import java.util.List;

/**
 * @param nextBaseFee per gas in the block after the newest
 * @param rewards the asked percentile of priority fees in the last blocks, oldest first
 */
public record FeeHistory(Wei nextBaseFee, List<Wei> rewards) {}
