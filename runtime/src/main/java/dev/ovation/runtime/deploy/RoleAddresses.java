package dev.ovation.runtime.deploy;

import dev.ovation.core.value.Address;
import java.util.List;

/**
 * Who may do what in the contracts.
 *
 * @param relayers one or more accounts that submit batches; several let several servers submit at once
 */
public record RoleAddresses(
        Address admin, List<Address> relayers, Address compliance, Address settler, Address treasurer, Address pauser) {

    public RoleAddresses {
        relayers = List.copyOf(relayers);
        if (relayers.isEmpty()) {
            throw new IllegalArgumentException("a deployment needs at least one relayer");
        }
    }
}
