package dev.ovation.api.testing;

import dev.ovation.chain.crypto.PersonalMessage;
import dev.ovation.chain.crypto.PrivateKey;
import dev.ovation.chain.crypto.Secp256k1;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import java.nio.ByteBuffer;

/** A wallet as a fan or creator has it outside of the house. */
public final class Wallet {

    private final PrivateKey key;

    private Wallet(PrivateKey key) {
        this.key = key;
    }

    /** The n-th wallet of all tests. */
    public static Wallet numbered(int n) {
        return new Wallet(PrivateKey.of(
                ByteBuffer.allocate(32).putInt(0, 0x0a).putInt(28, n + 1).array()));
    }

    public Address address() {
        return Secp256k1.best().address(key);
    }

    public String sign(Bytes32 digest) {
        return Secp256k1.best().sign(digest, key).toString();
    }

    public String signText(String text) {
        return sign(PersonalMessage.hash(text));
    }
}
