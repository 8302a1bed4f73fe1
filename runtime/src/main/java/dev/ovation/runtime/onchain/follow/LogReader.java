package dev.ovation.runtime.onchain.follow;

import dev.ovation.core.value.Address;
import java.util.Set;

/** Takes from a transaction's logs what concerns one part of the read model. Applying one twice changes nothing more. */
interface LogReader {

    /** Answers the accounts whose money has moved in a way that this process may not have known of. */
    Set<Address> apply(LoggedTransaction transaction);
}
