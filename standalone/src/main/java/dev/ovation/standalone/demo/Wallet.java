package dev.ovation.standalone.demo;

import dev.ovation.chain.crypto.ChecksumAddress;
import dev.ovation.chain.crypto.PersonalMessage;
import dev.ovation.chain.crypto.PrivateKey;
import dev.ovation.chain.crypto.Secp256k1;
import dev.ovation.core.value.Address;
import java.security.SecureRandom;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;

/** A wallet in a client's hands: its key never leaves it. */
final class Wallet {

    private final PrivateKey key;
    private final Address address;

    private Wallet(PrivateKey key) {
        this.key = key;
        this.address = Secp256k1.best().address(key);
    }

    static Wallet create() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        secret[0] = 1; // below the curve's order, and never zero
        return new Wallet(PrivateKey.of(secret));
    }

    Address address() {
        return address;
    }

    String checksummed() {
        return ChecksumAddress.format(address);
    }

    /** {@code personal_sign}. */
    String signText(String text) {
        return hex(Secp256k1.best().sign(PersonalMessage.hash(text), key).bytes());
    }

    /** {@code eth_signTypedData_v4}: hashes the payload by itself, and trusts no hash that a server sends. */
    String signTypedData(JsonNode payload) {
        return hex(Secp256k1.best()
                .sign(new TypedDataPayload(payload).digest(), key)
                .bytes());
    }

    private static String hex(byte[] bytes) {
        return "0x" + HexFormat.of().formatHex(bytes);
    }
}
