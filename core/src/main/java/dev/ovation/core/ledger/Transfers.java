package dev.ovation.core.ledger;

import dev.ovation.core.value.Address;
import java.util.Collection;
import java.util.Set;

/** Where transfers between wallets are kept, as the chain's logs told them. Safe to share between threads. */
public interface Transfers {

    /** Keeps transfers; one that is there already stays as it is. */
    void insertAll(Collection<Transfer> transfers);

    /** Both sides of the transfers of this block and all later ones. */
    Set<Address> partiesFrom(long block);

    /** Forgets the transfers of this block and all later ones: a re-organisation took them back. */
    void forgetFrom(long block);
}
