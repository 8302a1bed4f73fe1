package dev.ovation.core.account;

import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import dev.ovation.core.value.Address;
import dev.ovation.core.work.Ids;
import java.time.Clock;

/** An admin appoints an operator, a compliance officer or another admin; the first one is appointed at the start. */
public final class AppointStaff {

    private final Accounts accounts;
    private final PasswordHasher passwords;
    private final Ids ids;
    private final Clock clock;

    public AppointStaff(Accounts accounts, PasswordHasher passwords, Ids ids, Clock clock) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * @param wallet tells staff apart like everybody; nothing is ever taken from it or paid to it
     * @throws Refused EMAIL_TAKEN or WALLET_TAKEN, or if email or password are not acceptable
     */
    public Account appoint(String email, String password, Address wallet, ActorType type) {
        if (!type.isStaff()) {
            throw new Refused(RefusalCode.INVALID_FIELD, "Fans and creators sign up by themselves.");
        }
        String normalised = SignUp.normalised(email);
        SignUp.requirePassword(password);
        Account account = new Account(
                new AccountId(ids.next()), normalised, passwords.hash(password), wallet, type, false, clock.instant());
        accounts.insert(account);
        return account;
    }
}
