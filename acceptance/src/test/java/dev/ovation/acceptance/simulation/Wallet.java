package dev.ovation.acceptance.simulation;

import dev.ovation.chain.crypto.ChecksumAddress;
import dev.ovation.chain.crypto.PersonalMessage;
import dev.ovation.chain.crypto.PrivateKey;
import dev.ovation.chain.crypto.Secp256k1;
import dev.ovation.chain.signer.KeySigner;
import dev.ovation.chain.signer.Signer;
import dev.ovation.core.value.Address;
import dev.ovation.standalone.demo.TypedDataPayload;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/** A wallet in a client's hands. It hashes what it signs by itself, and trusts no hash that a server sends. */
public final class Wallet {

    private final PrivateKey key;
    private final Address address;

    public Wallet(RandomGenerator random) {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        secret[0] = 1; // below the curve's order, and never zero
        this.key = PrivateKey.of(secret);
        this.address = Secp256k1.best().address(key);
    }

    public Address address() {
        return address;
    }

    public String checksummed() {
        return ChecksumAddress.format(address);
    }

    public Signer signer() {
        return new KeySigner(key);
    }

    public String signText(String text) {
        return hex(Secp256k1.best().sign(PersonalMessage.hash(text), key).bytes());
    }

    public String signTypedData(JsonNode payload) {
        return hex(Secp256k1.best()
                .sign(new TypedDataPayload(payload).digest(), key)
                .bytes());
    }

    private static String hex(byte[] bytes) {
        return "0x" + HexFormat.of().formatHex(bytes);
    }
}
