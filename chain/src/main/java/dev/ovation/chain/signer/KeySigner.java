package dev.ovation.chain.signer;

import dev.ovation.chain.crypto.Keccak256;
import dev.ovation.chain.crypto.PrivateKey;
import dev.ovation.chain.crypto.Secp256k1;
import dev.ovation.chain.crypto.Signature;
import dev.ovation.core.value.Address;
import java.util.Map;

/** Signs with a key in memory. */
public final class KeySigner implements Signer {

    private final PrivateKey key;
    private final Address address;

    public KeySigner(PrivateKey key) {
        this.key = key;
        this.address = Secp256k1.best().address(key);
    }

    /**
     * Reads the key from an environment variable: for development, since an environment is easily read.
     *
     * @throws IllegalArgumentException naming the variable, and not its content, if it holds no key
     */
    public static KeySigner fromEnvironment(Map<String, String> environment, String variable) {
        String hex = environment.get(variable);
        if (hex == null || hex.isBlank()) {
            throw new IllegalArgumentException(variable + " is not set; it must hold a private key");
        }
        try {
            return new KeySigner(PrivateKey.of(hex.strip()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(variable + " holds no private key: 64 hexadecimal digits are expected");
        }
    }

    @Override
    public Address address() {
        return address;
    }

    @Override
    public Signature sign(byte[] preimage) {
        return Secp256k1.best().sign(Keccak256.hash(preimage), key);
    }

    @Override
    public String toString() {
        return "KeySigner(" + address + ")";
    }
}
