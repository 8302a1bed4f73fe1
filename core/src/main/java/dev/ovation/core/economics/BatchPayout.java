package dev.ovation.core.economics;

import dev.ovation.core.intent.BatchId;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import java.util.List;

/**
 * What the settlement of one batch paid.
 *
 * @param postponed nothing was paid, because there is no room for so much new TK; the legs stay approved
 * @param creators each once, in the order in which they first appear
 */
public record BatchPayout(BatchId batch, boolean postponed, List<Paid> creators) {

    /**
     * @param claps wei of TKI
     * @param gifts wei of TK
     * @param paid wei of TK
     */
    public record Paid(Address creator, Wei claps, Wei gifts, Wei paid) {}

    public BatchPayout {
        creators = List.copyOf(creators);
    }
}
