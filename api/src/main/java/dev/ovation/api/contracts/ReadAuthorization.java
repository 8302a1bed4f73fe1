package dev.ovation.api.contracts;

import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.intent.IntentOrder;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.value.Address;
import dev.ovation.runtime.deploy.Deployment;
import dev.ovation.runtime.http.FieldText;
import dev.ovation.runtime.http.JsonObject;
import java.util.Set;

/**
 * Reads the authorizations that clients send: field for field the message that the wallet signed. Immutable, safe to
 * share between threads.
 */
public final class ReadAuthorization {

    /** Signatures of smart wallets (ERC-1271) may be long, but not this long. */
    private static final int MAX_SIGNATURE = 4096;

    private static final Set<String> FIELDS =
            Set.of("owner", "token", "creator", "cap", "capPerIntent", "validAfter", "validUntil", "salt");

    private final Deployment deployment;

    public ReadAuthorization(Deployment deployment) {
        this.deployment = deployment;
    }

    /** {@code {authorization, signature}}, or {@code {hash}} of one that is registered. */
    IntentOrder.Use use(JsonObject delegation) {
        if (delegation.has("hash")) {
            return new IntentOrder.Use.Registered(
                    delegation.shaped(Set.of("hash"), Set.of()).text("hash").word());
        }
        delegation.shaped(Set.of("authorization", "signature"), Set.of());
        return new IntentOrder.Use.Signed(terms(delegation.object("authorization")), signature(delegation));
    }

    public Authorization terms(JsonObject message) {
        message.shaped(FIELDS, Set.of());
        return new Authorization(
                message.text("owner").address(),
                token(message.text("token")),
                message.text("creator").address(),
                message.text("cap").wei(),
                message.text("capPerIntent").wei(),
                message.wholeNumber("validAfter").seconds(),
                message.wholeNumber("validUntil").seconds(),
                message.text("salt").uint256());
    }

    public byte[] signature(JsonObject object) {
        return object.text("signature").bytes(MAX_SIGNATURE);
    }

    /** A token by its name or by its contract's address. */
    Token token(FieldText field) {
        for (Token token : Token.values()) {
            if (field.text().equals(token.name())) {
                return token;
            }
        }
        if (!field.text().startsWith("0x")) {
            throw field.invalid(RefusalCode.INVALID_FIELD, "must be TK, TKI, or the address of one of them");
        }
        Address address = field.address();
        for (Token token : Token.values()) {
            if (address.equals(deployment.addressOf(token))) {
                return token;
            }
        }
        throw field.invalid(RefusalCode.INVALID_FIELD, "is the address of neither TK nor TKI");
    }
}
