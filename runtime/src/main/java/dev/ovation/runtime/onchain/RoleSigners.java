package dev.ovation.runtime.onchain;

import dev.ovation.chain.signer.Signer;
import java.util.List;
import java.util.Optional;

/**
 * The keys that this process has; a role whose key is elsewhere is empty.
 *
 * @param relayers several let several servers, or several batches at once, submit
 */
public record RoleSigners(
        List<Signer> relayers, Optional<Signer> compliance, Optional<Signer> settler, Optional<Signer> treasurer) {

    public RoleSigners {
        relayers = List.copyOf(relayers);
    }
}
