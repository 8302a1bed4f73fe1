package dev.ovation.core.account;

import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Staff suspend an account, or let it act again. A suspended one can neither log in nor use the sessions that it has;
 * its tokens stay its own on the chain.
 */
public final class SuspendAccount {

    private static final Logger log = LoggerFactory.getLogger(SuspendAccount.class);

    private final Accounts accounts;
    private final Suspensions suspensions;

    public SuspendAccount(Accounts accounts, Suspensions suspensions) {
        this.accounts = accounts;
        this.suspensions = suspensions;
    }

    /** Answers the account as it is now. */
    public Account decide(Account staff, AccountId id, boolean suspended, String reason) {
        if (staff.id().equals(id)) {
            throw new Refused(RefusalCode.FORBIDDEN, "You can't suspend yourself.");
        }
        Account account = accounts.byId(id).orElseThrow(SuspendAccount::unknown);
        if (account.type() == ActorType.ADMIN && staff.type() != ActorType.ADMIN) {
            throw new Refused(RefusalCode.FORBIDDEN, "Only an admin suspends an admin.");
        }
        if (!suspensions.set(id, suspended)) {
            throw unknown();
        }
        log.info("account suspended={} account={} by={} reason={}", suspended, id, staff.id(), reason);
        return accounts.byId(id).orElse(account);
    }

    private static Refused unknown() {
        return new Refused(RefusalCode.NOT_FOUND, "No account has this id.");
    }
}
