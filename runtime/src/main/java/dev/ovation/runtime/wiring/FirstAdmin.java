package dev.ovation.runtime.wiring;

import dev.ovation.chain.crypto.Keccak256;
import dev.ovation.core.account.Accounts;
import dev.ovation.core.account.ActorType;
import dev.ovation.core.account.AppointStaff;
import dev.ovation.core.refusal.Refused;
import dev.ovation.core.refusal.Unavailable;
import dev.ovation.core.value.Address;
import dev.ovation.runtime.settings.Environment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Appoints the first admin, who appoints all other staff. One that is there already stays as it is. */
public final class FirstAdmin {

    private static final Logger log = LoggerFactory.getLogger(FirstAdmin.class);

    private FirstAdmin() {}

    public static void appoint(Environment env, Accounts accounts, AppointStaff appointStaff) {
        Optional<String> email = env.optional("ADMIN_EMAIL", "email of the first admin, appointed at the start");
        Optional<String> password = env.optionalSecret("ADMIN_PASSWORD", "password of the first admin");
        if (email.isEmpty() || password.isEmpty()) {
            return;
        }
        try {
            if (accounts.byEmail(email.get()).isEmpty()) {
                appointStaff.appoint(email.get(), password.get(), nobodysWallet(email.get()), ActorType.ADMIN);
                log.info("first admin appointed");
            }
        } catch (Refused e) {
            log.info("first admin not appointed reason={}", e.code().code());
        } catch (Unavailable e) {
            log.warn("first admin not appointed, {}; restart once it is there", e.getMessage());
        }
    }

    /** Accounts have a wallet, and staff need none: an address that nobody has the key of. */
    private static Address nobodysWallet(String email) {
        byte[] hash = Keccak256.bytes(("ovation staff " + email).getBytes(StandardCharsets.UTF_8));
        return Address.of(Arrays.copyOfRange(hash, 12, 32));
    }
}
