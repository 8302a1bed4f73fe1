package dev.ovation.chain.crypto;

import dev.ovation.core.value.Bytes32;
import java.nio.charset.StandardCharsets;

/** What a wallet signs for {@code personal_sign} (EIP-191, version 0x45). */
public final class PersonalMessage {

    private PersonalMessage() {}

    /** The hash of a text in UTF-8. */
    public static Bytes32 hash(String text) {
        return hash(text.getBytes(StandardCharsets.UTF_8));
    }

    public static Bytes32 hash(byte[] message) {
        String prefix = "\u0019Ethereum Signed Message:\n" + message.length;
        return Keccak256.hash(prefix.getBytes(StandardCharsets.UTF_8), message);
    }
}
