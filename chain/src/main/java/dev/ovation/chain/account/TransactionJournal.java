package dev.ovation.chain.account;

import dev.ovation.core.value.Address;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Keeps what was signed, durably. Every method returns only when the medium holds the change, and sees all changes that
 * returned before, of every server. Any other exception than the named ones means that the outcome is not known; the
 * owner then reads again before it goes on.
 */
public interface TransactionJournal {

    /**
     * Adds a record.
     *
     * @throws AlreadyJournaled if its key is there
     * @throws NonceTaken if its account has a record with its nonce
     * @throws FencedOut if {@link #claim} was called for the account with a higher token
     */
    void append(JournaledTransaction transaction);

    /**
     * Replaces the record of the same key.
     *
     * @throws NonceTaken if the nonce has changed to one that is taken
     * @throws FencedOut if the stored record has a higher token
     */
    void update(JournaledTransaction transaction);

    Optional<JournaledTransaction> find(String key);

    /** The account's records that are not closed, by nonce. */
    List<JournaledTransaction> open(Address account);

    /** The account's records, closed or not, from a nonce on, by nonce. */
    List<JournaledTransaction> from(Address account, long nonce);

    OptionalLong highestNonce(Address account);

    /**
     * Notes that something may have been told of a record that is not what has become of it in the end: it reverted, or
     * no single owner has seen it go straight from its signature to its end.
     */
    void doubt(String key);

    /** {@link #doubt}s every open record, of all accounts. */
    void doubtOpen();

    /** The keys of records that are in doubt, open ones among them. */
    List<String> doubtful();

    /** Somebody has looked into what became of a record. */
    void resolve(String key);

    /**
     * Raises the token of every open record of the account, and of the account itself: from now on a holder of a lower
     * token writes nothing.
     *
     * @throws FencedOut if the account was claimed with a higher token
     */
    void claim(Address account, long fencingToken);

    /** The key is there already. */
    final class AlreadyJournaled extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public AlreadyJournaled(String key) {
            super("journaled before: " + key);
        }
    }

    /** Another record of the account has the nonce. */
    final class NonceTaken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public NonceTaken(Address account, long nonce) {
            super("nonce " + nonce + " of " + account + " is taken");
        }
    }

    /** Another server owns the account now. */
    final class FencedOut extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public FencedOut(Address account) {
            super("another server owns " + account);
        }
    }
}
