package dev.ovation.chain.rpc;

import dev.ovation.chain.Bytes;
import dev.ovation.chain.crypto.Keccak256;

/**
 * The 2048-bit filter in a block's header (yellow paper, section 4.4.3): it may claim logs that are not there, and never
 * denies one that is.
 */
public final class LogsBloom {

    private static final int BYTES = 256;

    /** Promises nothing. */
    public static final LogsBloom NONE = new LogsBloom(Bytes.wrap(new byte[BYTES]));

    private final byte[] bits;

    /**
     * @throws IllegalArgumentException if there are not exactly 256 bytes
     */
    public LogsBloom(Bytes bits) {
        if (bits.size() != BYTES) {
            throw new IllegalArgumentException("a bloom filter has 256 bytes, not " + bits.size());
        }
        this.bits = bits.toArray();
    }

    /** Whether the block may hold logs that the filter asks for. */
    public boolean mayHold(LogFilter filter) {
        boolean address = filter.addresses().isEmpty()
                || filter.addresses().stream().anyMatch(contract -> mayHold(contract.bytes()));
        boolean topic = filter.topics().isEmpty() || filter.topics().stream().anyMatch(event -> mayHold(event.bytes()));
        return address && topic;
    }

    private boolean mayHold(byte[] value) {
        byte[] hash = Keccak256.bytes(value);
        for (int i = 0; i < 6; i += 2) {
            int bit = ((hash[i] & 0xff) << 8 | (hash[i + 1] & 0xff)) & 0x7ff;
            if ((bits[BYTES - 1 - bit / 8] & 1 << bit % 8) == 0) {
                return false;
            }
        }
        return true;
    }
}
