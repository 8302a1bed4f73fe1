package dev.ovation.core.account;

import dev.ovation.core.delegation.Signatures;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import dev.ovation.core.value.Address;
import dev.ovation.core.work.Ids;
import java.time.Clock;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A fan or creator signs up with an email, a password and a wallet that is proven to be its own. Email and wallet are
 * unique; who loses a race for one is refused.
 */
public final class SignUp {

    /** A password of fewer characters is refused; more than the maximum would let a client buy our CPU. */
    public static final int MIN_PASSWORD = 10;

    public static final int MAX_PASSWORD = 256;
    private static final int MAX_EMAIL = 254;
    private static final Pattern EMAIL = Pattern.compile("[^\\s@\"<>]{1,64}@[a-z0-9.-]{1,189}\\.[a-z]{2,63}");

    private final Accounts accounts;
    private final PasswordHasher passwords;
    private final Signatures signatures;
    private final OpenSession openSession;
    private final Ids ids;
    private final Clock clock;
    private final long chainId;

    public SignUp(
            Accounts accounts,
            PasswordHasher passwords,
            Signatures signatures,
            OpenSession openSession,
            Ids ids,
            Clock clock,
            long chainId) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.signatures = signatures;
        this.openSession = openSession;
        this.ids = ids;
        this.clock = clock;
        this.chainId = chainId;
    }

    public record Request(String email, String password, Address wallet, ActorType type, byte[] walletSignature) {
        @Override
        public String toString() {
            return "SignUp.Request[" + wallet + ", " + type + "]";
        }
    }

    public Session signUp(Request request) {
        String email = normalised(request.email());
        requirePassword(request.password());
        if (request.type().isStaff()) {
            throw new Refused(RefusalCode.FORBIDDEN, "Staff accounts are appointed by an admin.");
        }
        if (!signatures.signedText(request.wallet(), walletText(email, request.wallet()), request.walletSignature())) {
            throw new Refused(
                    RefusalCode.INVALID_WALLET_SIGNATURE,
                    "walletSignature is not this wallet's signature of the sign-up text.");
        }
        Account account = new Account(
                new AccountId(ids.next()),
                email,
                passwords.hash(request.password()),
                request.wallet(),
                request.type(),
                false,
                clock.instant());
        accounts.insert(account);
        return openSession.open(account, ids.next());
    }

    /** The text that a wallet signs (EIP-191) to prove that it belongs to whoever signs up with this email. */
    public String walletText(String email, Address wallet) {
        return "I am signing up at Ovation with this wallet.\n\nWallet: " + wallet + "\nEmail: "
                + email.strip().toLowerCase(Locale.ROOT) + "\nChain: " + chainId;
    }

    static String normalised(String email) {
        String lower = email.strip().toLowerCase(Locale.ROOT);
        if (lower.length() > MAX_EMAIL || !EMAIL.matcher(lower).matches()) {
            throw new Refused(RefusalCode.INVALID_EMAIL, "email is not an email address.");
        }
        return lower;
    }

    static void requirePassword(String password) {
        int length = password.codePointCount(0, password.length());
        if (length < MIN_PASSWORD || length > MAX_PASSWORD) {
            throw new Refused(
                    RefusalCode.WEAK_PASSWORD,
                    "password must have " + MIN_PASSWORD + " to " + MAX_PASSWORD + " characters.");
        }
    }
}
