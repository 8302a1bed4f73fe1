package dev.ovation.chain.account;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads what the journal has of an account, under the owner's own token. A record that is open under a lower one was
 * inserted late, by an owner that had been overtaken and takes it back as soon as it sees that: it is claimed before
 * anything is done about it, and read again, for it may be gone.
 */
final class AdoptRecords {

    private final OwnedAccount account;
    private final Fence fence;

    AdoptRecords(OwnedAccount account, Fence fence) {
        this.account = account;
        this.fence = fence;
    }

    void claim() {
        account.journal().claim(account.address(), fence.token());
    }

    List<JournaledTransaction> open() {
        return adopted(() -> account.journal().open(account.address()));
    }

    List<JournaledTransaction> from(long nonce) {
        return adopted(() -> account.journal().from(account.address(), nonce));
    }

    /** Also of another account, which is left as it is. */
    Optional<JournaledTransaction> find(String key) {
        return adopted(() -> account.journal().find(key).stream().toList()).stream()
                .findFirst();
    }

    /** Whoever was overtaken inserts one record at most, so this ends. */
    private List<JournaledTransaction> adopted(Supplier<List<JournaledTransaction>> read) {
        List<JournaledTransaction> records = read.get();
        while (records.stream().anyMatch(this::isLate)) {
            claim();
            records = read.get();
        }
        return records;
    }

    private boolean isLate(JournaledTransaction record) {
        return !record.closed() && record.account().equals(account.address()) && record.fencingToken() < fence.token();
    }
}
