package dev.ovation.core.account;

import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import dev.ovation.core.work.Ids;
import java.util.Locale;
import java.util.Optional;

/** Opens a new session for an email and its password. The answer never tells which of the two was wrong. */
public final class LogIn {

    private final Accounts accounts;
    private final PasswordHasher passwords;
    private final OpenSession openSession;
    private final Ids ids;

    public LogIn(Accounts accounts, PasswordHasher passwords, OpenSession openSession, Ids ids) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.openSession = openSession;
        this.ids = ids;
    }

    public Session logIn(String email, String password) {
        if (password.length() > 4 * SignUp.MAX_PASSWORD) {
            throw wrong();
        }
        Optional<Account> account = accounts.byEmail(email.strip().toLowerCase(Locale.ROOT));
        if (account.isEmpty()) {
            passwords.pretend(password);
            throw wrong();
        }
        if (!passwords.matches(password, account.get().passwordHash())) {
            throw wrong();
        }
        if (account.get().suspended()) {
            throw new Refused(RefusalCode.ACCOUNT_SUSPENDED, "This account is suspended.");
        }
        return openSession.open(account.get(), ids.next());
    }

    private static Refused wrong() {
        return new Refused(RefusalCode.INVALID_CREDENTIALS, "Email or password is wrong.");
    }
}
